"""Which row of a table a word has: in a dictionary, or in the compiled hash table."""

import ctypes
import weakref
from itertools import islice, repeat
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ner_model.native_library import address, library_in_use
from ner_model.words import Words

_int = ctypes.c_int64

Rows = npt.NDArray[np.int32]


class WordIndex(Protocol):
    """Words and their rows."""

    def find(self, words: Words) -> Rows:
        """The rows of words, int32 `[words]`, -1 for those that it lacks."""

    def add(self, words: Words, rows: Rows) -> None:
        """Takes in words that it lacks."""

    def keep(self) -> None:
        """Has the words that there are stay; all that follows is of the others alone."""

    def forget(self, keep: int) -> Rows:
        """Drops words until at most `keep` are left, first those not looked for for longest; gives their rows."""

    def __len__(self) -> int:
        """How many words there are."""

    def letters(self) -> int:
        """The characters of all words together."""


class DictionaryIndex:
    """A `WordIndex` of strings."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}  # the words that stay are the first ones
        self._kept, self._letters = 0, 0

    def find(self, words: Words) -> Rows:
        return np.fromiter(map(self._rows.get, words, repeat(-1)), np.int32, len(words))

    def add(self, words: Words, rows: Rows) -> None:
        self._rows.update(zip(words, rows.tolist(), strict=True))
        self._letters += int((words.ends - words.starts).sum())

    def keep(self) -> None:
        self._kept, self._letters = len(self._rows), 0

    def forget(self, keep: int) -> Rows:
        """All of them: to know when a word was looked for costs more."""
        freed = np.fromiter(islice(self._rows.values(), self._kept, None), np.int32, len(self))
        self._rows, self._letters = dict(islice(self._rows.items(), self._kept)), 0
        return freed

    def __len__(self) -> int:
        return len(self._rows) - self._kept

    def letters(self) -> int:
        return self._letters


class NativeIndex:
    """A `WordIndex` of `native/lookup.c`, which makes no strings."""

    def __init__(self, library: ctypes.CDLL):
        self._library = library
        self._table = ctypes.c_void_p(library.words_new())
        if not self._table:
            raise MemoryError("no memory for a table of words")
        weakref.finalize(self, library.words_free, self._table).atexit = False  # a thread may still look up

    def find(self, words: Words) -> Rows:
        rows = np.empty(len(words), np.int32)
        starts, ends = _places(words)
        self._library.words_find(
            self._table, address(words.letters), address(starts), address(ends), _int(len(words)), address(rows)
        )
        return rows

    def add(self, words: Words, rows: Rows) -> None:
        starts, ends = _places(words)
        if self._library.words_add(
            self._table, address(words.letters), address(starts), address(ends), _int(len(words)), address(rows)
        ):
            raise MemoryError("no memory for a table of words")

    def keep(self) -> None:
        self._library.words_keep(self._table)

    def forget(self, keep: int) -> Rows:
        freed = np.empty(len(self), np.int32)
        return freed[: self._library.words_forget(self._table, _int(keep), address(freed))]

    def __len__(self) -> int:
        return int(self._library.words_count(self._table))

    def letters(self) -> int:
        return int(self._library.words_letters(self._table))


def _places(words: Words) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    starts, ends = (np.ascontiguousarray(column, np.int64) for column in (words.starts, words.ends))
    return starts, ends


def make_index() -> WordIndex:
    """The compiled index if there is one."""
    library = library_in_use()
    return NativeIndex(library) if library else DictionaryIndex()
