"""Features of words, worked out once per distinct word and kept."""

from collections.abc import Callable
from itertools import repeat

import numpy as np

CAPACITY = 1 << 16  # words kept: those of some three million tokens of abstracts, in about 30 MB


class WordTypes:
    """A table of the features of the words seen so far; row 0 is padding.

    `describe` gives the features of words it has not seen, `[words, width]`. What a word's features are does not
    depend on what else is in the table, so emptying it when it is full changes no result.
    """

    def __init__(self, describe: Callable[[list[str]], np.ndarray], padding: np.ndarray, capacity: int = CAPACITY):
        self._describe = describe
        self._padding = padding
        self._capacity = capacity
        self._clear()

    def rows(self, words: list[str]) -> np.ndarray:
        """Rows of `features`, int32 `[words]`; they hold until the next call."""
        if len(self._rows) > self._capacity:
            self._clear()
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

    def _clear(self) -> None:
        self._rows: dict[str, int] = {}
        self._table = self._padding[None].repeat(1024, axis=0)

    def _add(self, words: list[str]) -> None:
        first = len(self._rows) + 1
        end = first + len(words)
        if end > len(self._table):
            size = max(end, 2 * len(self._table))
            self._table = np.concatenate([self._table, self._padding[None].repeat(size - len(self._table), axis=0)])
        self._table[first:end] = self._describe(words)
        self._rows.update(zip(words, range(first, end), strict=True))
