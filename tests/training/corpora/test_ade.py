import gzip

import pytest

from training.corpora import ade
from training.corpora.gold import GoldDocument, Mention


def write(path, *lines):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def test_relations_of_ade_in_one_sentence_are_one_document(tmp_path):
    sentence = "Gold and zinc gave rash."
    path = write(
        tmp_path / "DRUG-AE.rel.gz",
        f"7|{sentence}|rash|119|123|Gold|100|104",
        f"7|{sentence}|rash|119|123|zinc|109|113",
    )
    assert list(ade.read_file(path)) == [
        GoldDocument(
            "7/0", sentence, (Mention(0, 4, "Drug"), Mention(9, 13, "Drug"), Mention(19, 23, "Adverse-effect"))
        )
    ]


def test_of_a_name_that_comes_twice_in_ade_the_offsets_tell_which(tmp_path):
    path = write(tmp_path / "DRUG-AE.rel.gz", "7|Gold: gold rash after gold.|rash|211|215|gold|222|226")
    (document,) = ade.read_file(path)
    assert document.mentions == (Mention(11, 15, "Adverse-effect"), Mention(22, 26, "Drug"))


def test_a_name_that_is_not_in_the_sentence_of_ade_is_refused(tmp_path):
    path = write(tmp_path / "DRUG-AE.rel.gz", "7|Gold harms.|rash|1|5|Gold|0|4")
    with pytest.raises(ValueError, match="'rash' and 'Gold' are not both in"):
        list(ade.read_file(path))
