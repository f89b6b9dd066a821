import pytest

from ner_model.entity import Entity
from ner_model.linking.terminology import open_terminology
from training.linking.gold_links import LinkedDocument, with_ids_of_today
from training.linking.replaced_ids import learn_replaced


def document(*mentions):
    entities = [Entity(0, len(name), "Disease", name, 1.0, 0) for name, _ in mentions]
    return LinkedDocument("1", "", entities, [frozenset([concept]) for _, concept in mentions])


@pytest.fixture
def terminology(terminology_of):
    return open_terminology(terminology_of())


def test_an_id_of_before_is_the_concept_that_has_its_names(terminology):
    name = terminology.concept(terminology.labels["Disease"][0])[1]
    found = learn_replaced(terminology, [document((name.upper(), "X1"), ("xyzzy", "X1"), ("xyzzy", "X2"))])
    assert found == {"X1": terminology.concept(terminology.labels["Disease"][0])[0]}


def test_an_id_with_the_names_of_two_concepts_stays_unknown(terminology):
    start = terminology.labels["Disease"][0]
    one, other = (terminology.concept(start + number)[1] for number in range(2))
    assert learn_replaced(terminology, [document((one, "X1"), (other, "X1"))]) == {}


def test_documents_get_the_ids_of_today():
    (changed,) = with_ids_of_today([document(("a", "X1"), ("b", "X2"))], {"X1": "D1"})
    assert changed.concept_ids == [frozenset(["D1"]), frozenset(["X2"])]
