import numpy as np
import pytest

from ner_model.linking.name_index import build_index
from ner_model.linking.synonyms import SimilarWords, learn_synonyms

NAMES = ["kidney failure", "renal failure", "kidney stone", "renal stone", "heart failure", "lithium"]
CONCEPTS = np.array([0, 0, 1, 1, 2, 3])


@pytest.fixture
def similar():
    index = build_index(NAMES, CONCEPTS)
    words = SimilarWords(index, *learn_synonyms(index))
    return lambda word: dict(zip(*(column.tolist() for column in words.of(word)), strict=True)), index.word


def test_words_that_stand_for_each_other_in_two_concepts_are_synonyms(similar):
    similar_to, word = similar
    assert similar_to("kidney") == {word("kidney"): 1.0, word("renal"): pytest.approx(0.4)}
    assert word("heart") not in similar_to("kidney")


def test_words_that_are_spelt_alike_are_similar(similar):
    similar_to, word = similar
    assert set(similar_to("lithiums")) == {word("lithium")}
    assert similar_to("lead") == {}


def test_words_come_in_the_order_of_their_numbers(similar):
    similar_to, _ = similar
    assert list(similar_to("renal")) == sorted(similar_to("renal"))
