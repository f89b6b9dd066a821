"""Sentences and tokens of a text, with exact offsets into it."""

import itertools
import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model import native_tokens
from ner_model.native_library import library_in_use
from ner_model.sentences import split_sentences
from ner_model.words import Words, code_points

Places = npt.NDArray[np.int32]

TOKEN = re.compile(r"[^\W_]+|\S")  # a run of letters and digits, or one other visible character

_NOT_SPACE = np.array([not chr(code).isspace() for code in range(0x3002)])  # no space lies beyond U+3000


class TokenizedText(NamedTuple):
    """The tokens of a text, and where its sentences begin.

    `starts`, `ends`: int32 `[tokens]`, half-open, code points of the text.
    `sentence_starts`: int32 `[sentences]`, code points; the first is 0 and each sentence ends where the next starts.
    `first_tokens`: int32 `[sentences + 1]`; sentence `i` holds the tokens `first_tokens[i]:first_tokens[i + 1]`.
    `plain_pieces`: how many stretches of the text a plain rule split, as the splitter failed.
    """

    words: Words | list[str]
    starts: Places
    ends: Places
    sentence_starts: Places
    first_tokens: Places
    plain_pieces: int = 0


def tokenize(text: str, borders: Iterable[int] = ()) -> TokenizedText:
    """Splits a text into sentences and tokens; nothing but white space lies outside the tokens.

    Sentences and tokens end at the `borders` of sections, which are code points of the text.

    >>> tokens = tokenize("Aspirin (ASA) helps. It did.")
    >>> tokens.words
    ['Aspirin', '(', 'ASA', ')', 'helps', '.', 'It', 'did', '.']
    >>> tokens.first_tokens.tolist()
    [0, 6, 9]
    >>> tokenize("AspirinIt helps", borders=[7]).words
    ['Aspirin', 'It', 'helps']
    """
    cuts = sorted({0, len(text), *(at for at in borders if 0 < at < len(text))})
    found = split_sentences(text, cuts)
    if library := library_in_use():  # which finds the same
        starts, ends = native_tokens.tokens(library, text, cuts)
        sentences = native_tokens.sentences(library, found.starts, starts, ends)
    else:
        starts, ends = tokens_by_expression(text, cuts)
        sentences = between_tokens(found.starts, starts, ends)
    return TokenizedText(Words(text, starts, ends), starts, ends, *sentences, found.plain_pieces)


def tokens_by_expression(text: str, cuts: list[int]) -> tuple[Places, Places]:
    """The matches of `TOKEN` between cuts.

    The words hold, in order, every character that is no white space, so that their lengths tell their places. Asking
    the matches themselves takes four times as long.
    """
    words = list(itertools.chain.from_iterable(TOKEN.findall(text, *bounds) for bounds in itertools.pairwise(cuts)))
    visible = np.flatnonzero(_NOT_SPACE[np.minimum(code_points(text), len(_NOT_SPACE) - 1)])
    lengths = np.fromiter(map(len, words), np.int32, len(words))
    starts = visible[np.cumsum(lengths) - lengths].astype(np.int32)
    return starts, starts + lengths


def between_tokens(sentence_starts: Places, starts: Places, ends: Places) -> tuple[Places, Places]:
    """Sentence starts that lie in no token and begin a sentence with tokens, and `first_tokens`."""
    first = np.append(np.searchsorted(starts, sentence_starts), len(starts)).astype(np.int32)
    cuts_token = (first[:-1] > 0) & (sentence_starts < np.append(0, ends)[first[:-1]])
    kept = (np.diff(first) > 0) & ~cuts_token
    sentence_starts, first_tokens = sentence_starts[kept], first[np.append(kept, True)]
    if len(sentence_starts):
        sentence_starts[0] = first_tokens[0] = 0
    return sentence_starts, first_tokens
