import pickle

import numpy as np
import pytest

from ner_model.words import Words, code_points, joined, one_after_another

WORDS = Words("Aspirin \U0001d6fc helps", np.array([0, 8, 10]), np.array([7, 9, 15]))


def test_words_are_cut_from_the_text():
    assert list(WORDS) == ["Aspirin", "\U0001d6fc", "helps"]
    assert (WORDS[0], WORDS[-1], WORDS[1:]) == ("Aspirin", "helps", ["\U0001d6fc", "helps"])
    assert WORDS.at(np.array([2, 0])) == ["helps", "Aspirin"]


def test_words_are_equal_to_lists_of_the_same():
    assert WORDS == ["Aspirin", "\U0001d6fc", "helps"]
    assert WORDS != ["Aspirin"]
    assert repr(WORDS.at(np.array([2]))) == "['helps']"


def test_there_is_no_word_beyond_the_last():
    with pytest.raises(IndexError):
        WORDS[3]


def test_texts_are_joined_with_their_words():
    both = joined([("ab c", np.array([0, 3]), np.array([2, 4])), ("", *[np.zeros(0, int)] * 2), ("d", [0], [1])])
    assert both == ["ab", "c", "d"]
    assert both.starts.tolist() == [0, 3, 4]


def test_strings_become_the_words_of_a_text():
    words = one_after_another(["the", "", "\U0001d6fc"])
    assert (words, words.text) == (["the", "", "\U0001d6fc"], "the\U0001d6fc")


def test_words_travel_between_processes():
    WORDS.letters.sum()
    assert pickle.loads(pickle.dumps(WORDS)) == WORDS  # as Beam sends them


def test_letters_are_code_points():
    assert code_points("a\ud800\U0001d6fc").tolist() == [97, 0xD800, 0x1D6FC]
    assert WORDS.letters is WORDS.letters
