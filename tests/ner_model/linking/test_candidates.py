import pytest

from ner_model.linking.candidates import CONTEXT, FEATURES, NOTHING_OWN, Own
from ner_model.linking.open_index import open_searchers
from ner_model.linking.terminology import open_terminology


@pytest.fixture(scope="module")
def terminology(folder):
    return open_terminology(folder)


@pytest.fixture(scope="module")
def diseases(terminology):
    return open_searchers(terminology)["Disease"]


@pytest.fixture
def features(terminology, diseases):
    """By concept id, the features that are not 0."""

    def features(mention, own=NOTHING_OWN):
        found = diseases.find(mention, own)
        return {
            terminology.concept(concept)[0]: {
                name: value for name, value in zip((*FEATURES, *CONTEXT), line.tolist(), strict=True) if value
            }
            for concept, line in zip(found.concepts, found.features, strict=True)
        }

    return features


def test_a_name_as_it_is_comes_first_and_covers_the_mention(features):
    found = features("kidney failure")
    assert next(iter(found)) == "D1"
    assert found["D1"]["mention_covered"] == found["D1"]["name_covered"] == found["D1"]["as_it_is"] == 1
    assert list(found) == ["D1"]


def test_words_that_are_left_count(features):
    found = features("acute kidney trouble")["D2"]
    assert found["mention_covered"] < 1
    assert found["mention_left"] > 0


def test_learned_names_say_how_often(features):
    found = features("renal insufficiency")["D1"]
    assert found["learned_share"] == 1
    assert found["learned_count"] == pytest.approx(1.609, abs=0.001)


def test_what_a_document_taught_is_taken_off_for_itself(features, diseases, terminology):
    kidney_disease = terminology.ids.to_pylist().index("D0")
    (row,) = diseases.learned_rows("ailing kidneys", kidney_disease)
    own = Own({row: 1}, {kidney_disease: 1})
    assert "learned_share" not in features("ailing kidneys", own).get("D0", {})
    assert features("ailing kidneys")["D0"]["learned_share"] == 1


def test_a_mention_without_words_has_no_candidates(diseases):
    assert diseases.find("±").concepts == []


def test_names_that_are_the_mention_leave_no_room_for_others_that_come_down_to_it(features):
    assert list(features("breast tumors")) == ["D3"]


def test_an_illness_said_in_general_words_is_found_by_its_sense(features):
    found = features("renal toxicity")["D0"]
    assert found["same_sense"] == 1
    assert "same_core" not in found


def test_the_preferred_name_counts_where_another_name_is_nearer(features):
    found = features("diseases of the kidney")["D0"]
    assert found["preferred_stems"] == found["preferred_core"] == 1
    assert "preferred_words" not in found


@pytest.mark.parametrize(("mention", "is_name"), [("Failure of the kidneys", True), ("kidney trouble", False)])
def test_a_name_is_one_but_for_its_spelling(diseases, mention, is_name):
    assert diseases.has_name(mention) == is_name
