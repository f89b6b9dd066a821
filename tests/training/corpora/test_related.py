import gzip
import json
import zipfile

import pytest

from ner_model.text import tokenize
from training.corpora import bc5cdr
from training.corpora.gold import GoldDocument, Mention
from training.corpora.related import READERS, load_related


def write(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def test_all_kinds_of_disease_of_ncbi_are_diseases(tmp_path):
    lines = [
        "1|t|Gout.",
        "1|a|Skin tumours.",
        "1\t0\t4\tGout\tSpecificDisease\tD1",
        "1\t6\t18\tSkin tumours\tDiseaseClass\tD2",
    ]
    write(tmp_path / "ncbi_disease" / "train.txt.gz", *lines)
    (document,) = load_related("ncbi_disease", tmp_path)
    assert document.mentions == (Mention(0, 4, "Disease"), Mention(6, 18, "Disease"))


def test_all_files_of_biored_are_read_in_order(tmp_path):
    write(tmp_path / "biored" / "Train.PubTator.gz", "2|t|B.", "2|a|b")
    write(tmp_path / "biored" / "Dev.PubTator.gz", "1|t|A.", "1|a|a")
    assert [document.doc_id for document in load_related("biored", tmp_path)] == ["1", "2"]


def test_relations_of_ade_in_one_sentence_are_one_document(tmp_path):
    sentence = "Gold and zinc gave rash."
    write(
        tmp_path / "ade" / "DRUG-AE.rel.gz",
        f"7|{sentence}|rash|119|123|Gold|100|104",
        f"7|{sentence}|rash|119|123|zinc|109|113",
    )
    assert load_related("ade", tmp_path) == [
        GoldDocument(
            "7/0", sentence, (Mention(0, 4, "Drug"), Mention(9, 13, "Drug"), Mention(19, 23, "Adverse-effect"))
        )
    ]


def test_of_a_name_that_comes_twice_in_ade_the_offsets_tell_which(tmp_path):
    write(tmp_path / "ade" / "DRUG-AE.rel.gz", "7|Gold: gold rash after gold.|rash|211|215|gold|222|226")
    (document,) = load_related("ade", tmp_path)
    assert document.mentions == (Mention(11, 15, "Adverse-effect"), Mention(22, 26, "Drug"))


def test_a_name_that_is_not_in_the_sentence_of_ade_is_refused(tmp_path):
    write(tmp_path / "ade" / "DRUG-AE.rel.gz", "7|Gold harms.|rash|1|5|Gold|0|4")
    with pytest.raises(ValueError, match="'rash' and 'Gold' are not both in"):
        load_related("ade", tmp_path)


def phee(**event):
    return json.dumps({"id": "9_1", "context": "Gold for gout gave rash.", "annotations": [{"events": [event]}]})


def test_drugs_disorders_and_effects_of_phee_are_mentions(tmp_path):
    treatment = {
        "text": [["Gold for gout"]],
        "start": [[0]],
        "Drug": {"text": [["Gold"]], "start": [[0]]},
        "Disorder": {"text": [["gout"]], "start": [[9]]},
    }
    write(tmp_path / "phee" / "dev.jsonl.gz", phee(Treatment=treatment, Effect={"text": [["rash"]], "start": [[19]]}))
    (document,) = load_related("phee", tmp_path)
    assert document.mentions == (Mention(0, 4, "Drug"), Mention(9, 13, "Disorder"), Mention(19, 23, "Effect"))


def test_parts_of_an_argument_of_phee_are_a_mention_each(tmp_path):
    effect = {"text": [["gout", "rash"]], "start": [[9, 19]]}
    write(tmp_path / "phee" / "dev.jsonl.gz", phee(Effect=effect))
    (document,) = load_related("phee", tmp_path)
    assert document.mentions == (Mention(9, 13, "Effect"), Mention(19, 23, "Effect"))


def test_an_offset_of_phee_that_is_wrong_is_refused(tmp_path):
    write(tmp_path / "phee" / "dev.jsonl.gz", phee(Effect={"text": [["rash"]], "start": [[18]]}))
    with pytest.raises(ValueError, match="' ras' where 'rash' should be"):
        load_related("phee", tmp_path)


def test_names_in_criteria_are_read_from_the_zip_of_leaf(tmp_path):
    (tmp_path / "leaf_clinical_trials").mkdir()
    annotations = "T1\tCondition 4 8\tgout\nT2\tCondition-Name 4 8\tgout\nE1\tCondition:T1\nT3\tAge 0 3\tOld\n"
    with zipfile.ZipFile(tmp_path / "leaf_clinical_trials" / "leaf.zip", "w") as archive:
        archive.writestr("batch1/NCT01.txt", "Old gout\n")
        archive.writestr("batch1/NCT01.ann", annotations)
    assert load_related("leaf", tmp_path) == [GoldDocument("batch1/NCT01", "Old gout\n", (Mention(4, 8, "Condition"),))]


def test_sentences_of_iob_files_are_documents(tmp_path):
    write(tmp_path / "iob" / "AnatEM-IOB" / "devel.tsv.gz", "The\tO", "heart\tB-Anatomy", ".\tO", "", "Rats\tO")
    assert load_related("anatem", tmp_path) == [
        GoldDocument("devel/1", "The heart.", (Mention(4, 9, "Anatomy"),)),
        GoldDocument("devel/2", "Rats", ()),
    ]


def test_an_unknown_corpus_is_refused():
    with pytest.raises(ValueError, match="Received: name='conll'"):
        load_related("conll", None)


@pytest.mark.parametrize("name", READERS)
def test_absent_files_are_an_error(name, tmp_path):
    with pytest.raises(FileNotFoundError, match=f"no documents of {name}"):
        load_related(name, tmp_path)


def runs(text, length=10):
    """All runs of so many words in a row."""
    words = [word.lower() for word in tokenize(text).words if word.isalnum()]
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("name", ["ncbi_disease", "biored", "ade", "phee", "leaf"])
def test_no_document_shares_half_of_its_text_with_the_corpus_to_be_measured_on(shared_data, name):
    measured = set()
    for document in bc5cdr.read_documents(bc5cdr.find_files(shared_data)["dev"]):
        measured |= runs(document.text)
    for document in load_related(name, shared_data / "related"):
        own = runs(document.text)
        assert len(own & measured) <= len(own) / 2, document.doc_id
