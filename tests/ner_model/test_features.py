import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ner_model.features import CHARACTERS, OTHER, PADDING, WORD_LENGTH, character_ids
from ner_model.text import tokenize


def test_a_long_word_gives_its_first_and_last_characters():
    ids = character_ids(["a" * 50 + "b" * 50, "a" * 12 + "b" * 12])
    np.testing.assert_array_equal(ids[0], ids[1])


def test_a_character_outside_the_alphabet_is_other():
    assert character_ids(["漢"])[0].tolist() == [OTHER] + [PADDING] * (WORD_LENGTH - 1)


@given(st.text())
def test_each_token_has_a_character(text):
    try:
        words = tokenize(text).words
    except UnicodeEncodeError:
        return
    ids = character_ids(words)
    assert (ids != PADDING).any(axis=1).all()
    assert ids.shape == (len(words), WORD_LENGTH)
    assert (ids < CHARACTERS).all()
