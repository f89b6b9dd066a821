"""Sentences and tokens of a text, with exact offsets into it."""

import re
from typing import NamedTuple

import numpy as np
import sentencex

TOKEN = re.compile(r"[^\W_]+|\S")  # a run of letters and digits, or one other visible character

# The splitter copies what it is given; beyond this it is given the text in pieces.
_PIECE = 1_000_000


class TokenizedText(NamedTuple):
    """The tokens of a text, and where its sentences begin.

    `starts`, `ends`: int32 `[tokens]`, half-open, code points of the text.
    `sentence_starts`: int32 `[sentences]`, code points; the first is 0 and each sentence ends where the next starts.
    `first_tokens`: int32 `[sentences + 1]`; sentence `i` holds the tokens `first_tokens[i]:first_tokens[i + 1]`.
    """

    words: list[str]
    starts: np.ndarray
    ends: np.ndarray
    sentence_starts: np.ndarray
    first_tokens: np.ndarray


def tokenize(text: str) -> TokenizedText:
    """Splits a text into sentences and tokens; nothing but white space lies outside the tokens.

    >>> tokens = tokenize("Aspirin (ASA) helps. It did.")
    >>> tokens.words
    ['Aspirin', '(', 'ASA', ')', 'helps', '.', 'It', 'did', '.']
    >>> tokens.first_tokens.tolist()
    [0, 6, 9]
    """
    matches = list(TOKEN.finditer(text))
    spans = np.array([match.span() for match in matches], dtype=np.int32).reshape(-1, 2)
    starts, ends = spans[:, 0], spans[:, 1]
    sentence_starts = _between_tokens(split_sentences(text), starts, ends)
    first_tokens = np.searchsorted(starts, sentence_starts).astype(np.int32)
    first_tokens = np.append(first_tokens, np.int32(len(starts)))
    return TokenizedText([match[0] for match in matches], starts, ends, sentence_starts, first_tokens)


def split_sentences(text: str) -> np.ndarray:
    """The start of each sentence, int32 `[sentences]`; a blank text has none.

    >>> split_sentences("One. Two.").tolist()
    [0, 5]
    """
    lengths = [
        len(sentence)
        for start in range(0, len(text), _PIECE)
        for sentence in sentencex.segment("en", text[start : start + _PIECE])
    ]
    if sum(lengths) != len(text):
        raise ValueError(f"the sentences hold {sum(lengths)} of the text's {len(text)} characters: {text[:80]!r}")
    return np.cumsum([0, *lengths[:-1]], dtype=np.int32) if lengths else np.zeros(0, np.int32)


def _between_tokens(sentence_starts: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Leaves out sentence starts that lie inside a token, and those that would make a sentence without tokens."""
    first = np.searchsorted(starts, sentence_starts)
    cuts_token = (first > 0) & (sentence_starts < np.append(0, ends)[first])
    holds_tokens = np.diff(np.append(first, len(starts))) > 0
    kept = sentence_starts[holds_tokens & ~cuts_token]
    if len(kept):
        kept[0] = 0
    return kept
