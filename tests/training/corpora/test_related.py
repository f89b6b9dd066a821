import gzip

import pytest

from ner_model.text import tokenize
from training.corpora import bc5cdr
from training.corpora.gold import GoldDocument, Mention
from training.corpora.related import RELATED, load_related


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


def test_sentences_of_iob_files_are_documents(tmp_path):
    write(tmp_path / "iob" / "BC2GM-IOB" / "devel.tsv.gz", "The\tO", "actin\tB-GENE", ".\tO", "", "Rats\tO")
    assert load_related("bc2gm", tmp_path) == [
        GoldDocument("devel/1", "The actin.", (Mention(4, 9, "GENE"),)),
        GoldDocument("devel/2", "Rats", ()),
    ]


def test_an_unknown_corpus_is_refused():
    with pytest.raises(ValueError, match="Received: name='conll'"):
        load_related("conll", None)


@pytest.mark.parametrize("name", RELATED)
def test_absent_files_are_an_error(name, tmp_path):
    with pytest.raises(FileNotFoundError, match=f"no documents of {name}"):
        load_related(name, tmp_path)


def runs(text, length=10):
    """All runs of so many words in a row."""
    words = [word.lower() for word in tokenize(text).words if word.isalnum()]
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("name", ["ncbi_disease", "biored"])
def test_no_document_shares_half_of_its_text_with_the_corpus_to_be_measured_on(shared_data, name):
    measured = set()
    for document in bc5cdr.read_documents(bc5cdr.find_files(shared_data)["dev"]):
        measured |= runs(document.text)
    for document in load_related(name, shared_data / "related"):
        own = runs(document.text)
        assert len(own & measured) <= len(own) / 2, document.doc_id
