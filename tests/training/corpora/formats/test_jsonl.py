import json

import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import claims, read
from training.corpora.formats.jsonl import FORMAT

TEXT = {"text": "A lute."}


@pytest.mark.parametrize(
    "spans",
    [
        {"label": [[2, 6, "Instrument"]]},
        {"entities": [{"id": 1, "start_offset": 2, "end_offset": 6, "label": "Instrument"}], "relations": []},
        {"spans": [{"start": 2, "end": 6, "token_start": 1, "label": "Instrument"}], "answer": "accept"},
    ],
)
def test_spans_of_prodigy_and_doccano_are_read(tmp_path, spans):
    drafts = read(FORMAT, tmp_path / "a.jsonl", json.dumps({**TEXT, **spans}))
    assert drafts[0].doc_id == "a/1"
    assert claims(drafts) == [((2, 6), "Instrument", None, "a.jsonl:1")]


def test_what_annotators_did_not_accept_is_no_document(tmp_path):
    lines = [json.dumps({**TEXT, "spans": [], "answer": answer}) for answer in ("reject", "ignore", "accept")]
    assert [draft.at for draft in read(FORMAT, tmp_path / "a.jsonl", "\n".join(lines))] == ["a.jsonl:3"]


@pytest.mark.parametrize("meta", [{"id": 0}, {"meta": {"pmid": 0}}])
def test_an_id_may_be_in_the_metadata(tmp_path, meta):
    assert read(FORMAT, tmp_path / "a.jsonl", json.dumps({**TEXT, "spans": [], **meta}))[0].doc_id == "0"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{oops", "no JSON"),
        ("[1]", "a line must be an object"),
        ('{"spans": []}', "text must be a string"),
        ('{"text": "A"}', "none of spans, entities, label, labels; write an empty list"),
        ('{"text": "A", "label": [[0, 1]]}', "expected start, end and label"),
        ('{"text": "A", "spans": [{"start": 0, "label": "X"}]}', "end must be a whole number"),
    ],
)
def test_a_broken_line_is_refused_with_its_number(tmp_path, line, reason):
    with pytest.raises(Refused, match=rf"a\.jsonl:2: {reason}"):
        read(FORMAT, tmp_path / "a.jsonl", f'{{"text": "A", "spans": []}}\n{line}\n')
