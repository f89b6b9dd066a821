import numpy as np

from ner_model.agreement import agree

WORDS = ["the", "aspirin", "of", "aspirin", "of", "aspirin"]
TYPES = np.array([1, 2, 3, 2, 3, 2], np.int32)
TEXTS = np.array([0, 0, 0, 0, 1, 1])
SCORES = np.array([[1, 2], [4, 0], [5, 6], [0, 8], [7, 7], [9, 9]], np.float32)


def test_the_same_word_in_the_same_text_shares_its_scores():
    assert agree(SCORES, WORDS, TYPES, TEXTS, 1.0)[[1, 3]].tolist() == [[2, 4], [2, 4]]


def test_the_weight_says_how_far():
    assert agree(SCORES, WORDS, TYPES, TEXTS, 0.5)[[1, 3]].tolist() == [[3, 2], [1, 6]]


def test_other_words_and_other_texts_keep_their_scores():
    kept = [0, 2, 4, 5]
    assert agree(SCORES, WORDS, TYPES, TEXTS, 1.0)[kept].tolist() == SCORES[kept].tolist()


def test_short_words_keep_their_scores():
    one_text = np.zeros(6, int)
    assert agree(SCORES, WORDS, TYPES, one_text, 1.0)[[2, 4]].tolist() == SCORES[[2, 4]].tolist()


def test_without_weight_or_words_nothing_changes():
    assert agree(SCORES, WORDS, TYPES, TEXTS, 0.0) is SCORES
    assert agree(SCORES[:0], [], TYPES[:0], TEXTS[:0], 0.5).shape == (0, 2)
    assert agree(SCORES[:1], ["of"], TYPES[:1], TEXTS[:1], 0.5).tolist() == [[1, 2]]


def test_the_scores_that_were_given_stay_as_they_are():
    before = SCORES.copy()
    agree(SCORES, WORDS, TYPES, TEXTS, 0.5)
    np.testing.assert_array_equal(SCORES, before)
