import pytest

import literature_tagger as lt
from tests.committed import commit


@pytest.fixture
def annotations(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc helps Rat.", "d2": "Lead."})
    commit(str(tmp_path), "R2", {"d1": "Zinc harms."})
    return lt.read(tmp_path)


def test_a_document_has_the_text_and_entities_of_its_newest_run(annotations):
    document = annotations.document("d1")
    assert (document.doc_id, document.text) == ("d1", "Zinc harms.")
    assert document.entities.text.tolist() == ["Zinc"]
    assert annotations.document("d2").entities.text.tolist() == ["Lead"]


def test_a_document_is_shown_highlighted(annotations):
    assert repr(annotations.document("d1")) == "d1: Zinc (Name)"
    assert ">Zinc<i> (Name)</i></mark> harms." in annotations.document("d1")._repr_html_()


def test_a_document_of_one_run(tmp_path, annotations):
    assert lt.read(tmp_path, run="R1").document("d1").text == "Zinc helps Rat."


def test_an_unknown_document_is_named(annotations):
    with pytest.raises(KeyError, match="d9"):
        annotations.document("d9")
