import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ner_model.text import TOKEN, tokenize


def sentences(text):
    """The words of each sentence."""
    return sentences_at(text, [])


def sentences_at(text, borders):
    tokens = tokenize(text, borders)
    bounds = tokens.first_tokens.tolist()
    return [tokens.words[first:end] for first, end in itertools.pairwise(bounds)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("N-methyl-D-aspartate", ["N", "-", "methyl", "-", "D", "-", "aspartate"]),
        ("5-HT2A", ["5", "-", "HT2A"]),
        ("β-carotene 5µg", ["β", "-", "carotene", "5µg"]),
        ("10%≥8", ["10", "%", "≥", "8"]),
        ("snake_case", ["snake", "_", "case"]),
        ("Ca(2+)", ["Ca", "(", "2", "+", ")"]),
        ("naïve café", ["naïve", "café"]),
        ("𝛼-helix 💊", ["𝛼", "-", "helix", "💊"]),
        ("a\u00a0b\u2009c", ["a", "b", "c"]),
    ],
)
def test_a_token_is_a_run_of_letters_and_digits_or_one_sign(text, words):
    assert tokenize(text).words == words


def test_offsets_count_code_points():
    tokens = tokenize("💊 β")
    assert (tokens.starts.tolist(), tokens.ends.tolist()) == ([0, 2], [1, 3])


def test_every_sentence_has_its_tokens():
    assert sentences("Aspirin helps. It did.") == [["Aspirin", "helps", "."], ["It", "did", "."]]


@pytest.mark.parametrize("text", ["Smith et al. found it.", "It rose by 3.5 mg.", "E. coli was found."])
def test_a_full_stop_within_a_sentence_does_not_end_it(text):
    assert len(tokenize(text).sentence_starts) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_a_blank_text_has_no_tokens_and_no_sentences(text):
    tokens = tokenize(text)
    assert (tokens.words, tokens.sentence_starts.tolist(), tokens.first_tokens.tolist()) == ([], [], [0])


def test_no_sentence_is_without_tokens():
    assert sentences("One.\n\n\n\nTwo.\n\n") == [["One", "."], ["Two", "."]]


def test_a_word_of_any_length_is_kept():
    assert tokenize("a" * 100_000).words == ["a" * 100_000]


def test_a_text_longer_than_the_splitter_takes_at_once_keeps_its_offsets():
    text = "Aspirin helps well here. " * 50_000
    tokens = tokenize(text)
    assert len(tokens.words) == 250_000
    assert text[tokens.starts[-2] : tokens.ends[-2]] == "here"


def test_a_token_ends_at_a_border():
    assert sentences_at("Aspirin helpsIt did", [13]) == [["Aspirin", "helps"], ["It", "did"]]


def test_two_borders_with_a_space_between_are_one():
    assert sentences_at("On rats They sleep.", [7, 8]) == [["On", "rats"], ["They", "sleep", "."]]


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000"])
def test_spaces_of_more_than_one_byte_are_spaces_to_the_splitter(space):
    assert sentences(f"By J{space}. Smith.{space}It did.") == sentences("By J . Smith. It did.")


@given(st.text("AB1aé. \u00a0\u2009\u3000\u200b!\n"))
def test_offsets_are_those_of_the_matches(text):
    tokens = tokenize(text)
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == [match.span() for match in TOKEN.finditer(text)]


@given(st.text("ab. \n"), st.lists(st.integers(-2, 40)))
def test_no_token_and_no_sentence_goes_on_after_a_border(text, borders):
    tokens = tokenize(text, borders)
    assert "".join(tokens.words) == "".join(text.split())
    for border in borders:
        assert not any((tokens.starts < border) & (border < tokens.ends))
        first = int((tokens.starts < border).sum())
        assert first in tokens.first_tokens


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tokens_hold_all_but_white_space_and_sentences_tile_them(text):
    tokens = tokenize(text)
    assert tokens.words == [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert "".join(tokens.words) == "".join(text.split())
    assert list(itertools.chain(*sentences(text))) == tokens.words
    assert all(sentences(text))
