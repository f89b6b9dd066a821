"""Features of words, worked out once per distinct word and kept."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.vocabulary import Vocabulary
from ner_model.word_index import make_index
from ner_model.words import Words

_POOL = 16_384  # new words of a pool of texts, for which there is room beyond the capacity
_LETTERS = 1 << 22  # of all words kept: a word may be as long as a text

Describe = Callable[[list[str], npt.NDArray[np.int32], npt.NDArray[Any], npt.NDArray[np.int32]], None]


class Capacity(NamedTuple):
    """Of more than `most` words, `kept` are kept: of 3.0 M tokens of abstracts, 3.2% are then words to work out."""

    most: int = 32_768
    kept: int = 24_576


CAPACITY = Capacity()


class WordTypes:
    """A table of the features of the words seen so far; row 0 is padding.

    `describe(words, known, table, rows)` sets the features of words not seen before, of which the vocabulary's rows are
    `known`, in these rows of the table. What was not seen for longest is forgotten when there are too many words, which
    changes no result: what a word's features are does not depend on what else is in the table.
    """

    def __init__(
        self, describe: Describe, padding: npt.NDArray[Any], vocabulary: Vocabulary, capacity: Capacity = CAPACITY
    ):
        self._describe = describe
        self._vocabulary = vocabulary
        self._capacity = capacity
        self._index = make_index()
        # As large as it may get, with room for a pool's new words: growing would copy it, at twice the memory. The
        # system gives memory only to the rows that are used.
        self._table = np.empty((1 + capacity.most + _POOL, len(padding)), padding.dtype)
        self._table[0] = padding
        self._free = np.arange(1, len(self._table), dtype=np.int32)  # rows, those first that are to be used first

    def rows(self, words: Words) -> npt.NDArray[np.int32]:
        """Rows of `features`, int32 `[words]`; they hold until the next call."""
        self._make_room()
        rows = self._index.find(words)
        missing = np.flatnonzero(rows < 0)
        if len(missing):
            rows[missing] = self._add(words.at(missing))
        return rows

    @property
    def features(self) -> npt.NDArray[Any]:
        """The table, `[rows, width]`; rows of no word hold nothing of meaning."""
        return self._table

    def _make_room(self) -> None:
        too_long = self._index.letters() > _LETTERS
        if too_long or len(self._index) > self._capacity.most:
            freed = self._index.forget(0 if too_long else self._capacity.kept)
            self._free = np.concatenate([freed, self._free])

    def _add(self, words: Words) -> npt.NDArray[np.int32]:
        """The rows of words that are new, of which some may be the same."""
        strings = list(words)
        new = list(dict.fromkeys(strings))
        numbers = dict(zip(new, range(len(new)), strict=True))
        which = np.fromiter(map(numbers.__getitem__, strings), np.int64, len(strings))
        rows = self._free_rows(len(new))
        self._describe(new, self._vocabulary.rows(new), self._table, rows)
        places = np.empty(len(new), np.int64)
        places[which] = np.arange(len(strings))
        self._index.add(words.at(places), rows)
        self._free = self._free[len(new) :]
        found: npt.NDArray[np.int32] = rows[which]
        return found

    def _free_rows(self, count: int) -> npt.NDArray[np.int32]:
        if missing := max(count - len(self._free), 0):
            first = len(self._table)
            more = np.empty_like(self._table, shape=(missing, self._table.shape[1]))
            self._table = np.concatenate([self._table, more])
            self._free = np.concatenate([self._free, np.arange(first, first + missing, dtype=np.int32)])
        return self._free[:count]
