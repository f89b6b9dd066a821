import pandas as pd
import pytest

from literature_tagger.entities import Entities, entities_of
from ner_model.entity import Entity
from transforms.records import AnnotatedDocument, Document

HOSTILE = "</p><script>alert(1)</script> Zinc & rash."


def annotated(doc_id, text, *entities):
    found = [Entity(text.index(word), text.index(word) + len(word), label, word, 0.9, 0) for word, label in entities]
    return AnnotatedDocument(Document(doc_id, "python#1", text), 1, 5, found)


@pytest.fixture
def found():
    documents = [annotated("d1", HOSTILE, ("Zinc", "Chemical"), ("rash", "Disease")), annotated("d2", "Nothing.")]
    return entities_of(documents, [])


def test_a_notebook_shows_documents_highlighted_and_rows(found):
    html = found._repr_html_()
    assert 'data-n="Chemical" data-s="0.900" data-o="30">Zinc<i>' in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<table" in html
    assert "1 more documents" in html


def test_a_selection_highlights_what_it_holds(found):
    diseases = found[found.label == "Disease"]
    assert isinstance(diseases, Entities)
    assert repr(diseases.show()) == "d1: rash (Disease)"
    assert "<mark" in diseases._repr_html_()
    assert found.documents is diseases.documents


def test_without_entities_the_first_documents_are_shown(found):
    assert repr(found[found.score > 1].show(1)) == "d1: no entities"


def test_a_selection_without_offsets_is_a_plain_table(found):
    assert "<mark" not in found[["doc_id", "score"]]._repr_html_()


def test_it_is_a_data_frame_in_other_ways(found):
    assert isinstance(found, pd.DataFrame)
    counts = found.groupby("label", observed=True).size()
    assert counts.to_dict() == {"Chemical": 1, "Disease": 1}
    assert "Zinc" in repr(found)
