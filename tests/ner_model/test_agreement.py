import numpy as np
import pytest

from ner_model.agreement import agree
from ner_model.native_library import LEVEL
from tests.ner_model.networks import words_of

WORDS = words_of(["the", "aspirin", "of", "aspirin", "of", "aspirin"])
TYPES = np.array([1, 2, 3, 2, 3, 2], np.int32)
TEXTS = np.array([0, 4, 6])
SCORES = np.array([[1, 2], [4, 0], [5, 6], [0, 8], [7, 7], [9, 9]], np.float32)


@pytest.fixture(autouse=True, params=["compiled", "numpy"])
def level(request, monkeypatch):
    """Each fact holds for both; without a compiler the first is the second."""
    if request.param == "numpy":
        monkeypatch.setenv(LEVEL, "numpy")


def test_the_same_word_in_the_same_text_shares_its_scores():
    assert agree(SCORES, WORDS, TYPES, TEXTS, 1.0)[[1, 3]].tolist() == [[2, 4], [2, 4]]


def test_the_weight_says_how_far():
    assert agree(SCORES, WORDS, TYPES, TEXTS, 0.5)[[1, 3]].tolist() == [[3, 2], [1, 6]]


def test_other_words_and_other_texts_keep_their_scores():
    kept = [0, 2, 4, 5]
    assert agree(SCORES, WORDS, TYPES, TEXTS, 1.0)[kept].tolist() == SCORES[kept].tolist()


def test_short_words_keep_their_scores():
    assert agree(SCORES, WORDS, TYPES, np.array([0, 6]), 1.0)[[2, 4]].tolist() == SCORES[[2, 4]].tolist()


def test_without_weight_or_long_words_nothing_changes():
    assert agree(SCORES, WORDS, TYPES, TEXTS, 0.0) is SCORES
    assert agree(SCORES[:1], words_of(["of"]), TYPES[:1], np.array([0, 1]), 0.5).tolist() == [[1, 2]]


def test_the_scores_that_were_given_stay_as_they_are():
    before = SCORES.copy()
    agree(SCORES, WORDS, TYPES, TEXTS, 0.5)
    np.testing.assert_array_equal(SCORES, before)
