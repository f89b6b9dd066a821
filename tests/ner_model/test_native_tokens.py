import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model import native_tokens
from ner_model.native_library import library_in_use
from ner_model.text import between_tokens, tokens_by_expression

LIBRARY = library_in_use()

pytestmark = pytest.mark.skipif(not LIBRARY, reason="the kernel is not compiled: python setup.py build_ext --inplace")


def check(text: str, cuts: list[int]) -> None:
    found = native_tokens.tokens(LIBRARY, text, cuts)
    for one, other in zip(found, tokens_by_expression(text, cuts), strict=True):
        assert one.dtype == other.dtype == np.int32
        np.testing.assert_array_equal(one, other)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=100), st.sets(st.integers(1, 99)))
def test_tokens_are_those_of_the_expression(text, cuts):
    check(text, sorted({0, len(text), *(at for at in cuts if at < len(text))}))


@pytest.mark.parametrize("first", range(0, 0x110000, 0x10000))
def test_every_character_is_what_it_is_for_the_expression(first):
    text = "".join(f"a{chr(code)}a " for code in range(first, first + 0x10000, 7))
    check(text, [0, len(text)])


@pytest.mark.parametrize("text", ["", " ", "a", "a" * 100_000, "\U0001d6fc" * 999, "\ud800", "aǅ漢_\u0301b"])
def test_odd_texts(text):
    check(text, sorted({0, len(text)}))


def test_a_token_that_runs_on_to_a_page_of_new_characters_is_whole(monkeypatch):
    monkeypatch.setattr(native_tokens, "_CLASSES", np.zeros(0x110000, np.uint8))
    check("ab\u0431\u4e00\u3042 \U00020000x", [0, 8])


@settings(deadline=None, max_examples=300)
@given(st.text("ab .", max_size=60), st.sets(st.integers(0, 60)))
def test_sentences_are_those_between_tokens(text, places):
    starts, ends = tokens_by_expression(text, sorted({0, len(text)}))
    places = np.array(sorted(place for place in places if place < max(len(text), 1)), np.int32)
    found = native_tokens.sentences(LIBRARY, places, starts, ends)
    for one, other in zip(found, between_tokens(places, starts, ends), strict=True):
        assert one.dtype == other.dtype == np.int32
        np.testing.assert_array_equal(one, other)
