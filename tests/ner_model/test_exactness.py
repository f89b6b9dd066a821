"""Whatever the text, the bundled tagger's offsets are right: 300 examples, 20,000 with THOROUGH=1."""

import itertools
import os
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ner_model.tagger import load
from ner_model.text import tokenize

THOROUGH = "THOROUGH" in os.environ
EXAMPLES = settings(
    max_examples=20_000 if THOROUGH else 300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
ODD = (
    "\0\t\n\r\x0b\x0c\x1b\x1c\x85\xa0\xad\u0301\u0308\u0338\u1680\u180e\u200b\u200c\u200d\u200e\u200f\u2009\u2028"
    "\u2029\u202a\u202e\u2060\u2066\u2069\u3000\ufeff\ufffc\ufffd\ufe0f\U0001f468\U0001f9ea\U0001d6fc\U000e0001\U0010ffff"
)
MENTIONS = ["aspirin", "Lithium", "5-HT2A", "β-carotene", "N-methyl-D-aspartate", "asthma", "acute renal failure"]
PIECES = st.one_of(
    st.sampled_from(MENTIONS),
    st.sampled_from([" ", " ", ". ", "\r\n", ", ", " (", ") ", " induced ", " et al. "]),
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@pytest.fixture(scope="module")
def tagger():
    return load("bc5cdr")


def check(tagger, text):
    """Asserts all that is always so; returns the entities."""
    tokens = tokenize(text)
    (entities,) = tagger.tag([text], [tokens])
    bounds = [*tokens.sentence_starts.tolist(), len(text)]
    assert bounds[0] == 0 or not text.strip()
    assert all(start < end for start, end in itertools.pairwise(bounds))
    assert all(left.end <= right.start for left, right in itertools.pairwise(entities))
    for entity in entities:
        assert text[entity.start : entity.end] == entity.text == entity.text.strip() != ""
        assert bounds[entity.sentence] <= entity.start < entity.end <= bounds[entity.sentence + 1]
        assert 0 < entity.score <= 1
    return entities


@EXAMPLES
@given(TEXTS)
def test_entities_of_any_text_are_slices_in_one_sentence_each_and_do_not_overlap(tagger, text):
    check(tagger, text)


@pytest.mark.parametrize("odd", [odd for odd in ODD if not odd.isalnum()], ids=lambda odd: f"U+{ord(odd):04X}")
def test_mentions_stand_where_they_are_between_odd_characters(tagger, odd):
    text = f"{odd}Aspirin induced asthma.{odd}{odd} Patients took aspirin{odd} daily.{odd}"
    found = {entity.start: entity.text for entity in check(tagger, text)}
    assert found[1].startswith("Aspirin")
    assert "aspirin" in found[text.index("aspirin")]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_text_is_never_normalised_in_place(tagger, form):
    text = unicodedata.normalize(form, "Naïve Å patients with Sjögren's syndrome took ﬂuoxetine and α-tocopherol. " * 3)
    assert check(tagger, text)


@pytest.mark.parametrize("word", ["a", "β", "\U0001d6fc", "9", "\u0301"])
def test_a_word_of_100_000_characters_hides_nothing_behind_it(tagger, word):
    text = f"Aspirin induced asthma. {word * 100_000} Aspirin induced asthma."
    found = [(entity.start, entity.text) for entity in check(tagger, text)]
    assert found[:2] == [(0, "Aspirin"), (16, "asthma")]
    assert found[-2:] == [(len(text) - 23, "Aspirin"), (len(text) - 7, "asthma")]


def test_a_document_of_a_million_tokens_takes_no_longer_than_its_parts(tagger):
    """10 s for 100,000 tokens is a hundredth of what a processor does; what grows with the square takes far longer."""
    repeats = 200_000 if THOROUGH else 20_000
    text = "Aspirin induced asthma again. " * repeats
    begun = time.process_time()
    entities = check(tagger, text)
    assert time.process_time() - begun < repeats / 2_000
    assert len(entities) == 2 * repeats


def test_a_sentence_without_end_is_tagged_to_its_end(tagger):
    text = "aspirin and " * 20_000
    assert {entity.start for entity in check(tagger, text)} == set(range(0, len(text), 12))
