import json

import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from ner_model.linking.terminology import About, open_terminology, verify, write_terminology

CONCEPTS = {
    concept.id: concept
    for concept in (
        Concept("D1", "kidney failure", ("renal failure", "kidney failure"), ("D0",), "Disease"),
        Concept("D0", "kidney disease", label="Disease"),
        Concept("C1", "zinc", ("Zn",), ("C9",), "Chemical"),
    )
}


@pytest.fixture
def folder(tmp_path):
    write_terminology(tmp_path / "small", CONCEPTS, About("a test", "1", "MIT"))
    return tmp_path / "small"


def test_concepts_of_a_label_lie_side_by_side(folder):
    terminology = open_terminology(folder)
    assert terminology.ids.to_pylist() == ["C1", "D0", "D1"]
    assert terminology.labels == {"Chemical": (0, 1), "Disease": (1, 3)}


def test_every_name_comes_once_and_the_preferred_one_first(folder):
    terminology = open_terminology(folder)
    assert terminology.names.to_pylist() == ["zinc", "Zn", "kidney disease", "kidney failure", "renal failure"]
    assert terminology.concept_of_name.tolist() == [0, 0, 1, 2, 2]
    assert terminology.first_names.tolist() == [0, 2, 3, 5]


def test_parents_are_rows_and_unknown_ones_are_counted(folder):
    terminology = open_terminology(folder)
    assert (terminology.children.tolist(), terminology.parents.tolist()) == ([2], [1])
    assert terminology.card["counts"]["parents_left_out"] == 1


def test_the_card_says_where_a_terminology_is_from(folder):
    card = open_terminology(folder).card
    assert (card["source"], card["version"], card["licence"]) == ("a test", "1", "MIT")
    assert card["counts"]["names"] == 5


def test_the_same_concepts_have_the_same_digest_and_others_another(tmp_path):
    def digest(name, concepts):
        return write_terminology(tmp_path / name, concepts, About("x"))["digest"]

    assert digest("a", CONCEPTS) == digest("b", dict(reversed(CONCEPTS.items())))
    assert digest("a2", CONCEPTS) != digest("c", {"C1": CONCEPTS["C1"]})


def test_a_folder_that_is_not_empty_is_refused(folder):
    with pytest.raises(Refused, match="the folder is not empty; give a new one"):
        write_terminology(folder, CONCEPTS, About("x"))


def test_a_file_that_was_changed_is_refused(folder):
    verify(folder)
    with (folder / "names.arrow").open("ab") as file:
        file.write(b"x")
    with pytest.raises(Refused, match=r"names.arrow: expected SHA-256"):
        verify(folder)


@pytest.mark.parametrize(
    "card", ["", "[]", "{}", json.dumps({"format_version": 1}), json.dumps({"format_version": 99})]
)
def test_what_is_no_card_is_refused(folder, card):
    (folder / "terminology.json").write_text(card)
    with pytest.raises(Refused, match=r"terminology.json: "):
        open_terminology(folder)


def test_a_table_that_was_cut_is_refused(folder):
    (folder / "names.arrow").write_bytes((folder / "names.arrow").read_bytes()[:100])
    with pytest.raises(Refused, match=r"names.arrow: not readable as an Arrow file"):
        open_terminology(folder)


def test_what_is_under_a_concept_is_all_its_kinds_and_itself(folder):
    assert open_terminology(folder).under(["D0"]) == {"D0", "D1"}
    with pytest.raises(Refused, match="no such concept"):
        open_terminology(folder).under(["X"])
