"""Where sentences begin: 300 examples of any text, 20,000 with THOROUGH=1."""

import itertools
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ner_model.sentences import split_sentences
from ner_model.text import tokenize

EXAMPLES = settings(
    max_examples=20_000 if "THOROUGH" in os.environ else 300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LONGEST = 200_000

WORDS = [
    "cells",
    "Aspirin",
    "É",
    "naïve",
    "β-carotene",
    "p53",
    "(see",
    "that)",
    "“so”",
    "«la»",
    "‘we-ness’",
    "1.5",
    "𝛼💊",
]
ABBREVIATIONS = ["Ms.", "et al.", "e.g.", "Fig.", "Figs.", "J.", "spp.", "vs.", "No.", "[5].", "...", "?!", "。"]
SPACES = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2009", "\u3000", "\u2028", "\x0b", "\x1c", "\u200b", ""]
BLANK_LINES = ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\u2029", "\u2028\u2028", "\x85\x85", "\n\u3000\n\n", "\x0c\x0c"]

paragraphs = st.lists(st.tuples(st.sampled_from(WORDS + ABBREVIATIONS), st.sampled_from(SPACES)), max_size=30).map(
    lambda pairs: "".join(itertools.chain(*pairs))
)
sizes = st.sampled_from([1, 1, 1, 2, 40, 400, 4_000])


@st.composite
def texts(draw):
    """Paragraphs that come once or many times, and blank lines of every kind between them."""
    parts = draw(st.lists(st.tuples(paragraphs, sizes, st.sampled_from([*BLANK_LINES, *SPACES])), max_size=6))
    return "".join((paragraph * times) + between for paragraph, times, between in parts)[:LONGEST]


def sentences(text, borders=()):
    starts = split_sentences(text, borders).starts.tolist()
    return [text[start:end].strip() for start, end in itertools.pairwise([*starts, len(text)])]


@EXAMPLES
@given(texts())
def test_the_sentences_of_any_text_hold_all_its_words(text):
    tokens = tokenize(text)
    starts, bounds = split_sentences(text).starts.tolist(), tokens.first_tokens.tolist()
    assert text[: starts[0] if starts else len(text)].strip() == ""
    assert all(not text[start].isspace() for start in starts)
    assert starts == sorted(set(starts))
    assert (bounds[0], bounds[-1]) == (0, len(tokens.words))
    assert all(first < end for first, end in itertools.pairwise(bounds))
    assert "".join(tokens.words) == "".join(text.split())


@EXAMPLES
@given(texts())
def test_no_sentence_goes_on_after_a_blank_line(text):
    for sentence in sentences(text):
        assert all(line.strip() for line in sentence.splitlines())
        assert "\u2029" not in sentence


@pytest.mark.parametrize("paragraphs", [22, 200])
def test_a_long_text_with_blank_lines_is_split_like_its_paragraphs(paragraphs):
    paragraph = ("The quick cell divides. " * 20).strip()
    assert sentences("\n\n".join([paragraph] * paragraphs)) == ["The quick cell divides."] * 20 * paragraphs


def test_a_paragraph_longer_than_the_splitter_takes_at_once_is_cut_between_sentences():
    assert sentences("The quick cell divides here. " * 2_000) == ["The quick cell divides here."] * 2_000


def test_a_quotation_mark_that_is_never_closed_does_not_make_one_sentence_of_all_that_follows():
    text = "So said ‘we-ness. " + "The cell divides here. " * 1_000
    assert max(map(len, sentences(text))) <= 8_000


@pytest.mark.parametrize("blank_line", BLANK_LINES)
def test_a_heading_without_a_full_stop_is_a_sentence(blank_line):
    assert sentences(f"Methods{blank_line}we used rats.") == ["Methods", "we used rats."]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\u2028", "\n\t"])
def test_a_line_end_alone_ends_no_sentence(line_end):
    assert len(sentences(f"We used{line_end}rats.")) == 1


def test_lines_that_are_not_wrapped_are_paragraphs_and_headings():
    paragraph = "We gave lithium to rats and to mice, " * 10
    assert sentences(f"Methods\n{paragraph}\nResults\nNone.") == ["Methods", paragraph.strip(), "Results", "None."]


def test_a_single_long_line_does_not_make_paragraphs_of_wrapped_lines():
    address = f"http://rats.org/{'a' * 300}"
    wrapped = "We gave lithium to rats\nand to mice, " * 20
    assert len(sentences(f"{wrapped}\nsee\n{address}")) == 1


def test_a_cell_of_a_table_is_a_sentence():
    assert sentences("Lithium\t12 mg\tdaily") == ["Lithium", "12 mg", "daily"]


def test_a_sentence_ends_at_a_border():
    assert sentences("On rats They sleep.", borders=[7, 8]) == ["On rats", "They sleep."]


@pytest.mark.parametrize("borders", [[0], [19], [-5, 400], []])
def test_a_border_at_the_ends_of_the_text_or_outside_of_it_changes_nothing(borders):
    assert sentences("On rats. They sleep", borders) == ["On rats.", "They sleep"]


@pytest.mark.parametrize(
    "text",
    [
        "We saw Ms. Smith there.",
        "Of Leishmania spp. in bats.",
        "The larvae of Ae. aegypti grew.",
        "Over 35 ng. /ml of it.",
        "See Figs. 3 and 4.",
        "By Folch et al. [13]. They did.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text):
    assert len(sentences(text)) == (2 if "They" in text else 1)


def test_a_line_of_its_own_may_begin_small():
    assert sentences("It rose.\nb. It fell.") == ["It rose.", "b. It fell."]


def test_a_blank_text_has_no_sentences():
    assert [split_sentences(text).starts.tolist() for text in ("", " ", "\n\u2029\n")] == [[], [], []]


def lose_blank_lines(_, text):
    return [text.replace("cell", "")]


class PanicException(BaseException):
    """As the splitter's own, which no `except Exception` catches."""


def panic(_, text):
    raise PanicException(text)


@pytest.mark.parametrize("fault", [lose_blank_lines, panic])
def test_where_the_splitter_fails_a_plain_rule_splits_and_is_counted(monkeypatch, fault):
    monkeypatch.setattr("ner_model.sentences.sentencex.segment", fault)
    found = split_sentences("The cell divides (twice). It did. see [5].\n\nThe cell rests.")
    assert found.starts.tolist() == [0, 26, 44]
    assert found.plain_pieces == 2


def test_an_interrupt_is_no_fault_of_the_splitter(monkeypatch):
    def interrupt(_, text):
        raise KeyboardInterrupt

    monkeypatch.setattr("ner_model.sentences.sentencex.segment", interrupt)
    with pytest.raises(KeyboardInterrupt):
        split_sentences("One. Two.")


def test_nothing_is_plain_where_the_splitter_works():
    assert split_sentences("One. Two.\n\nThree.").plain_pieces == 0


@pytest.mark.parametrize("part", ["« a. ", "‘a‘. ", "a ", "(a. ", "a\n\n", "\n", "\u2009", "e.g. ", "a."])
def test_a_text_of_odd_signs_is_split_in_time_that_grows_with_its_length(part):
    split_sentences(part * (200_000 // len(part)))  # took minutes where time grew with the square
