import gzip
import json

import pytest

from training.corpora import phee
from training.corpora.gold import Mention


def write(path, *lines):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def record(**event):
    return json.dumps({"id": "9_1", "context": "Gold for gout gave rash.", "annotations": [{"events": [event]}]})


def test_drugs_disorders_and_effects_of_phee_are_mentions(tmp_path):
    treatment = {
        "text": [["Gold for gout"]],
        "start": [[0]],
        "Drug": {"text": [["Gold"]], "start": [[0]]},
        "Disorder": {"text": [["gout"]], "start": [[9]]},
    }
    path = write(tmp_path / "dev.jsonl.gz", record(Treatment=treatment, Effect={"text": [["rash"]], "start": [[19]]}))
    (document,) = phee.read_file(path)
    assert document.mentions == (Mention(0, 4, "Drug"), Mention(9, 13, "Disorder"), Mention(19, 23, "Effect"))


def test_parts_of_an_argument_of_phee_are_a_mention_each(tmp_path):
    effect = {"text": [["gout", "rash"]], "start": [[9, 19]]}
    path = write(tmp_path / "dev.jsonl.gz", record(Effect=effect))
    (document,) = phee.read_file(path)
    assert document.mentions == (Mention(9, 13, "Effect"), Mention(19, 23, "Effect"))


def test_an_offset_of_phee_that_is_wrong_is_refused(tmp_path):
    path = write(tmp_path / "dev.jsonl.gz", record(Effect={"text": [["rash"]], "start": [[18]]}))
    with pytest.raises(ValueError, match="' ras' where 'rash' should be"):
        list(phee.read_file(path))
