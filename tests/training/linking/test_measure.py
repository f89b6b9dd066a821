import pytest

from ner_model.entity import Entity
from ner_model.linking.link import NOT_LINKED, Link
from training.linking.gold_links import LinkedDocument
from training.linking.measure import accuracies, concept_scores, link_calibration

ENTITIES = [Entity(n, n + 1, "Disease", "x", 1.0, 0) for n in range(4)]
GOLD = LinkedDocument("1", "xxxx", ENTITIES, [frozenset(ids) for ids in (["D1"], ["D1", "D2"], [], ["D9"])])
LINKS = [Link(("D1",), ("a",), 0.9, "exact"), Link(("D1",), ("a",), 0.5, "fuzzy"), NOT_LINKED, NOT_LINKED]


def test_all_concepts_of_a_mention_must_be_found_and_none_of_none():
    everything, in_terminology, mentions = accuracies([GOLD], [LINKS], frozenset({"D1", "D2"}))["Disease"]
    assert (everything, in_terminology, mentions) == (0.5, 0.5, 4)


def test_concepts_of_a_document_are_a_set():
    scores = concept_scores([GOLD], [ENTITIES], [LINKS])["Disease"]
    assert (scores.precision, scores.recall) == (1.0, pytest.approx(1 / 3))


def test_scores_are_compared_with_how_often_they_are_right():
    assert link_calibration([GOLD], [LINKS], frozenset({"D1", "D2"})) == pytest.approx(0.3)
