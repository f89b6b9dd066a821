"""Features of words, worked out once per distinct word and kept."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.vocabulary import Vocabulary
from ner_model.word_index import make_index
from ner_model.words import Words, one_after_another

_POOL = 16_384  # new words of a pool of texts, for which there is room beyond the capacity
_LETTERS = 1 << 22  # of all words kept: a word may be as long as a text

Array = npt.NDArray[Any]
Numbers = npt.NDArray[np.int32]
Describe = Callable[[list[str], Numbers, Array, Numbers], None]


class Capacity(NamedTuple):
    """Of more than `most` words beside those that stay, `kept` are kept.

    Of 6.2 M tokens of abstracts, beside 32,768 words of the vocabulary, 2.0% are then words to work out; without these,
    with twice as many words kept, 3.2%.
    """

    most: int = 16_384
    kept: int = 12_288


CAPACITY = Capacity()


class WordTable(NamedTuple):
    """Features of words by number, `[rows, width]`: first those that are `shared`, then the table's `own`."""

    shared: Array
    own: Array

    def take(self, numbers: npt.NDArray[np.integer[Any]]) -> Array:
        """Features of the words of these numbers."""
        own: Array = self.own[np.maximum(numbers - len(self.shared), 0)]
        if not len(self.shared):
            return own
        shared = self.shared[np.minimum(numbers, len(self.shared) - 1)]
        features: Array = np.where((numbers < len(self.shared))[..., None], shared, own)
        return features


class WordTypes:
    """A table of the features of the words seen so far, and of `shared` ones, the first ones of the vocabulary.

    `describe(words, known, table, rows)` sets the features of words not seen before, of which the vocabulary's rows are
    `known`, in these rows of the own table, whose row 0 is padding. What was not seen for longest is forgotten when
    there are too many words, which changes no result: what a word's features are does not depend on what else is in the
    table.
    """

    def __init__(
        self,
        describe: Describe,
        padding: Array,
        vocabulary: Vocabulary,
        *,
        shared: Array | None = None,
        capacity: Capacity = CAPACITY,
    ):
        self._describe = describe
        self._vocabulary = vocabulary
        self._capacity = capacity
        self._shared = np.empty((0, len(padding)), padding.dtype) if shared is None else shared
        self._index = make_index()
        if len(self._shared):
            words = one_after_another(vocabulary.words[: len(self._shared)])
            self._index.add(words, np.arange(len(words), dtype=np.int32))
            self._index.keep()
        # As large as it may get, with room for a pool's new words: growing would copy it, at twice the memory. The
        # system gives memory only to the rows that are used.
        self._own = np.empty((1 + capacity.most + _POOL, len(padding)), padding.dtype)
        self._own[0] = padding
        self._free = np.arange(1, len(self._own), dtype=np.int32)  # rows, those first that are to be used first

    def numbers(self, words: Words) -> Numbers:
        """Numbers of words in the `table`, int32 `[words]`; they hold until the next call."""
        self._make_room()
        numbers = self._index.find(words)
        missing = np.flatnonzero(numbers < 0)
        if len(missing):
            numbers[missing] = self._add(words.at(missing))
        return numbers

    @property
    def table(self) -> WordTable:
        """Rows of no word hold nothing of meaning."""
        return WordTable(self._shared, self._own)

    def _make_room(self) -> None:
        too_long = self._index.letters() > _LETTERS
        if too_long or len(self._index) > self._capacity.most:
            freed = self._index.forget(0 if too_long else self._capacity.kept)
            self._free = np.concatenate([freed - len(self._shared), self._free])

    def _add(self, words: Words) -> Numbers:
        """The numbers of words that are new, of which some may be the same."""
        strings = list(words)
        new = list(dict.fromkeys(strings))
        order = dict(zip(new, range(len(new)), strict=True))
        which = np.fromiter(map(order.__getitem__, strings), np.int64, len(strings))
        rows = self._free_rows(len(new))
        self._describe(new, self._vocabulary.rows(new), self._own, rows)
        places = np.empty(len(new), np.int64)
        places[which] = np.arange(len(strings))
        numbers = rows + np.int32(len(self._shared))
        self._index.add(words.at(places), numbers)
        self._free = self._free[len(new) :]
        found: Numbers = numbers[which]
        return found

    def _free_rows(self, count: int) -> Numbers:
        if missing := max(count - len(self._free), 0):
            first = len(self._own)
            more = np.empty_like(self._own, shape=(missing, self._own.shape[1]))
            self._own = np.concatenate([self._own, more])
            self._free = np.concatenate([self._free, np.arange(first, first + missing, dtype=np.int32)])
        return self._free[:count]
