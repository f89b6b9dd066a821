"""Features of words, worked out once per distinct word and kept."""

from collections.abc import Callable
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

_POOL = 16_384  # new words of a pool of texts, for which there is room beyond the capacity


class Capacity(NamedTuple):
    """Words kept: of 3.0 M tokens of abstracts 3.1% are then words to work out, and 3.3% of any 49,152 words."""

    frequent: int = 28_672  # the vocabulary's first 16,384, as they are written and with other capitals
    others: int = 8_192


CAPACITY = Capacity()


class WordTypes:
    """A table of the features of the words seen so far; row 0 is padding.

    `describe` gives the features of words it has not seen, `[words, width]`. Frequent words stay; the others are
    forgotten together when there are too many, which changes no result: what a word's features are does not depend on
    what else is in the table.
    """

    def __init__(
        self,
        describe: Callable[[list[str]], npt.NDArray[Any]],
        padding: npt.NDArray[Any],
        is_frequent: Callable[[str], bool],
        capacity: Capacity = CAPACITY,
    ):
        self._describe = describe
        self._is_frequent = is_frequent
        self._capacity = capacity
        self._rows: dict[str, int] = {}
        self._next_frequent = 1
        self._next_other = self._first_other = 1 + capacity.frequent
        # As large as it may get, with room for a pool's new words: growing would copy it, at twice the memory. The
        # system gives memory only to the rows that are used.
        self._table = np.empty((self._first_other + capacity.others + _POOL, len(padding)), padding.dtype)
        self._table[0] = padding

    def rows(self, words: list[str]) -> npt.NDArray[np.int32]:
        """Rows of `features`, int32 `[words]`; they hold until the next call."""
        if self._next_other - self._first_other > self._capacity.others:
            self._forget_others()
        rows = np.fromiter(map(self._rows.get, words, repeat(-1)), np.int32, len(words))
        missing = np.flatnonzero(rows < 0)
        if len(missing):
            self._add(list(dict.fromkeys(words[i] for i in missing)))
            rows[missing] = [self._rows[words[i]] for i in missing]
        return rows

    @property
    def features(self) -> npt.NDArray[Any]:
        """The table, `[rows, width]`; rows of no word hold nothing of meaning."""
        return self._table

    def _add(self, words: list[str]) -> None:
        self._make_room(len(words))
        rows = [self._new_row(word) for word in words]
        self._table[rows] = self._describe(words)
        self._rows.update(zip(words, rows, strict=True))

    def _new_row(self, word: str) -> int:
        if self._next_frequent < self._first_other and self._is_frequent(word):
            self._next_frequent += 1
            return self._next_frequent - 1
        self._next_other += 1
        return self._next_other - 1

    def _make_room(self, words: int) -> None:
        end = self._next_other + words
        if end > len(self._table):
            more = np.empty_like(self._table, shape=(end - len(self._table), self._table.shape[1]))
            self._table = np.concatenate([self._table, more])

    def _forget_others(self) -> None:
        self._rows = {word: row for word, row in self._rows.items() if row < self._first_other}
        self._next_other = self._first_other
