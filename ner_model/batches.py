"""Sentences of any length to batches for the network, and its scores back to the sentences.

A sentence that is longer than a window goes through the network in overlapping windows; each of its tokens takes its
scores from the one window in which it has context on both sides.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

CORE = 192  # tokens whose scores a window gives
CONTEXT = 32  # tokens that it reads before and after them


class Windows(NamedTuple):
    """Stretches of a row of tokens, as columns: read `starts:ends`, keep `keeps_from:keeps_to`."""

    starts: np.ndarray
    ends: np.ndarray
    keeps_from: np.ndarray
    keeps_to: np.ndarray


def windows_of(firsts: np.ndarray, ends: np.ndarray) -> Windows:
    """One window for each sentence that fits one, as many as it takes for a longer one.

    >>> windows = windows_of(np.array([0, 9]), np.array([9, 409]))
    >>> windows.starts.tolist(), windows.ends.tolist()
    ([0, 9, 169, 361], [9, 233, 409, 409])
    >>> windows.keeps_from.tolist(), windows.keeps_to.tolist()
    ([0, 9, 201, 393], [9, 201, 393, 409])
    """
    fits = ends - firsts <= CORE + 2 * CONTEXT
    pieces = np.where(fits, 1, -(-(ends - firsts) // CORE))
    sentence = np.repeat(np.arange(len(firsts)), pieces)
    number = np.arange(len(sentence)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first, end = firsts[sentence], ends[sentence]
    keeps_from = first + number * CORE
    keeps_to = np.where(fits[sentence], end, np.minimum(keeps_from + CORE, end))
    return Windows(np.maximum(keeps_from - CONTEXT, first), np.minimum(keeps_to + CONTEXT, end), keeps_from, keeps_to)


def pack(lengths: np.ndarray, padded_tokens: int) -> Iterator[np.ndarray]:
    """Indices of the sequences of each batch, longest first; a batch holds `padded_tokens` or one sequence."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        size = max(1, padded_tokens // int(lengths[order[start]]))
        yield order[start : start + size]
        start += size


def positions(starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Position of each token of a batch and whether there is one, both `[tokens, sequences]`.

    >>> positions(np.array([5, 0]), np.array([2, 1]))[0].tolist()
    [[5, 0], [6, 1]]
    """
    offsets = np.arange(lengths.max())[:, None]
    return starts + offsets, offsets < lengths
