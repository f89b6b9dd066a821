import sys

import pytest

from ner_model.errors import Refused
from tests.exported import HARD, ZINC, annotated, read_docbin, write
from transforms.exporting.formats import docbin

spacy = pytest.importorskip("spacy")


def test_a_token_is_cut_where_an_entity_begins_within_it(tmp_path):
    notes = write("docbin", [annotated("1", "anti-zincated", ("zinc", "Chemical"))], tmp_path)
    assert list(read_docbin(tmp_path)) == [("1", [(5, 9, "Chemical", "zinc")], "anti-zincated")]
    assert notes == {"token_cut": 1}


def test_overlapping_entities_are_left_out_and_counted(tmp_path):
    document = annotated("1", "zinc oxide", ("zinc oxide", "A"))
    inner = annotated("1", "zinc oxide", ("oxide", "B"))
    notes = write("docbin", [document._replace(entities=document.entities + inner.entities)], tmp_path)
    assert notes == {"not_on_tokens": 1}


def test_concepts_and_scores_are_kept(tmp_path):
    from spacy.tokens import DocBin

    write("docbin", [annotated("1", "Zinc.", ("Zinc", "Chemical"), links=[ZINC])], tmp_path)
    (doc,) = DocBin().from_disk(tmp_path / "part-000.spacy").get_docs(spacy.blank("en").vocab)
    assert (doc.ents[0].kb_id_, list(doc.user_data["scores"])) == ("MESH:D015032", [0.5])


def test_a_file_holds_so_many_characters(tmp_path, monkeypatch):
    monkeypatch.setattr(docbin, "_CHARACTERS_PER_FILE", 50)
    write("docbin", HARD, tmp_path)
    assert len(list(tmp_path.glob("*.spacy"))) > 1
    assert len(list(read_docbin(tmp_path))) == len(HARD)


def test_without_spacy_it_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setattr(docbin, "find_spec", lambda name: None)
    with pytest.raises(Refused, match="needs spaCy"):
        docbin.FORMAT.check()
