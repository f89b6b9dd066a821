import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model.linking.candidates import WORDS
from ner_model.linking.core_words import GENERIC, LACK, PARTS, SALTS, SIDE
from ner_model.linking.name_index import LONGEST, number_of, spell
from ner_model.linking.native_spelling import Hashed, Speller
from ner_model.linking.normalise import AMERICAN, SMALL, sorted_key
from ner_model.linking.synonyms import is_looked_up_by_letters
from ner_model.native_library import library_in_use
from tests.ner_model.linking.mentions import MENTIONS

pytestmark = pytest.mark.skipif(library_in_use() is None, reason="the library was not compiled")

OF_THE_RULES = sorted({*PARTS, *SALTS, *LACK, *GENERIC, *SIDE, *SMALL, *AMERICAN})
OTHERS = ["acid", "lipoic", "function", "blood", "pressure", "ised", "biopsies", "ties", "psychoses", "metastases"]
ENDINGS = ["", "s", "es", "ies", "ses", "itides", "ic", "ised", "ising", "-", ", ", "2"]


@pytest.fixture(scope="module")
def speller():
    return Speller(library_in_use())


def expected(name: str) -> Hashed:
    spelt = spell(name)
    words = list(dict.fromkeys(spelt.stems))[:WORDS]
    return Hashed(
        tuple(map(number_of, spelt.keys)),
        number_of(sorted_key(spelt.stems)),
        tuple((number_of(word), is_looked_up_by_letters(word)) for word in words),
    )


@settings(deadline=None, max_examples=500)
@given(st.text(st.characters(max_codepoint=127), max_size=LONGEST))
def test_ascii_is_spelt_as_in_python(speller, name):
    assert speller.spell(name) == expected(name)


WORD = st.tuples(st.sampled_from([*OF_THE_RULES, *OTHERS]), st.sampled_from(ENDINGS)).map("".join)


@settings(deadline=None, max_examples=500)
@given(st.lists(WORD, max_size=12).map(" ".join), st.booleans())
def test_words_of_the_rules_are_spelt_as_in_python(speller, name, is_upper):
    name = (name.upper() if is_upper else name)[:LONGEST]
    assert speller.spell(name) == expected(name)


@pytest.mark.parametrize("word", OF_THE_RULES)
def test_each_word_of_the_rules_is_spelt_as_in_python(speller, word):
    for name in (word, f"{word}s", f"high {word} acid"):
        assert speller.spell(name) == expected(name)


@pytest.mark.parametrize("name", [name for name in MENTIONS if name.isascii() and len(name) <= LONGEST])
def test_a_mention_is_spelt_as_in_python(speller, name):
    assert speller.spell(name) == expected(name)


@pytest.mark.parametrize("word", ["gi", "cns", "bp", "a", "1"])
def test_a_name_that_comes_down_to_many_words_is_spelt_as_in_python(speller, word):
    name = " ".join([word] * LONGEST)[:LONGEST]
    assert speller.spell(name) == expected(name)


@pytest.mark.parametrize("name", ["α-lipoic acid", "a" * (LONGEST + 1), "café"])
def test_what_is_no_ascii_or_too_long_is_left_to_python(speller, name):
    assert speller.spell(name) is None
