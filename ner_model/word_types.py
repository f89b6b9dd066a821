"""Features of words, worked out once per distinct word and kept."""

from collections.abc import Callable
from itertools import repeat

import numpy as np

CAPACITY = 3 << 14  # words kept: those of some two million tokens of abstracts, in about 20 MB


class WordTypes:
    """A table of the features of the words seen so far; row 0 is padding.

    `describe` gives the features of words it has not seen, `[words, width]`. What a word's features are does not
    depend on what else is in the table, so emptying it when it is full changes no result.
    """

    def __init__(self, describe: Callable[[list[str]], np.ndarray], padding: np.ndarray, capacity: int = CAPACITY):
        self._describe = describe
        self._capacity = capacity
        self._rows: dict[str, int] = {}
        # As large as it may get, with room for a pool's new words: growing would copy it, at twice the memory. The
        # system gives memory only to the rows that are used.
        self._table = np.empty((capacity + 16_384, len(padding)), padding.dtype)
        self._table[0] = padding

    def rows(self, words: list[str]) -> np.ndarray:
        """Rows of `features`, int32 `[words]`; they hold until the next call."""
        if len(self._rows) > self._capacity:
            self._rows.clear()
        rows = np.fromiter(map(self._rows.get, words, repeat(-1)), np.int32, len(words))
        missing = np.flatnonzero(rows < 0)
        if len(missing):
            self._add(list(dict.fromkeys(words[i] for i in missing)))
            rows[missing] = [self._rows[words[i]] for i in missing]
        return rows

    @property
    def features(self) -> np.ndarray:
        """The table, `[rows, width]`; rows beyond the words seen are unused."""
        return self._table

    def _add(self, words: list[str]) -> None:
        first = len(self._rows) + 1
        end = first + len(words)
        if end > len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table, shape=(end, self._table.shape[1]))])
        self._table[first:end] = self._describe(words)
        self._rows.update(zip(words, range(first, end), strict=True))
