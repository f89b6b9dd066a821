"""The compiled search for candidates, `native/linking.c`: what `Searcher.find` finds, in a fraction of the time."""

import ctypes
import struct
import weakref
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from ner_model.linking.arrays import Array, Lists
from ner_model.linking.candidates import (
    CONCEPTS,
    NAMES,
    NO_CANDIDATES,
    WIDTH,
    WORDS,
    Candidates,
    Learned,
)
from ner_model.linking.like_names import rarest_weight
from ner_model.linking.name_index import LONGEST, NameIndex, number_of, spell
from ner_model.linking.synonyms import SimilarWords, is_looked_up_by_letters
from ner_model.native_library import address

_LOGARITHMS = 1 << 12  # of counts that are kept
_Int, _Pointer = ctypes.c_int64, ctypes.c_void_p
_LISTS = ("words_of", "names_with", "words_with", "synonyms")
_ARRAYS = (
    *("key_hashes", "word_hashes", "key_rows", *(f"{name}.{part}" for name in _LISTS for part in Lists._fields)),
    *("beliefs", "gram_counts", "weights", "totals", "concepts", "counts", "prior_counts", "names_of", "kinds_of"),
    "logarithms",
)


class _Names(ctypes.Structure):
    """As in C: `Names` of names.h."""

    _fields_ = [
        *((name, _Int) for name in ("names", "words", "keys", "priors")),
        *((name.replace(".", "_"), _Pointer) for name in _ARRAYS),
        ("rarest", ctypes.c_double),
        ("is_chemical", ctypes.c_float),
        ("is_disease", ctypes.c_float),
    ]


class NativeSearcher:
    """A `Finder` of one label, at `pointer` in C; not for two threads at once."""

    def __init__(self, library: ctypes.CDLL, label: str, index: NameIndex, similar: SimilarWords, learned: Learned):
        self._arrays = _arrays_of(index, similar, learned)  # C reads them as long as this lives
        names = _Names(
            len(index.totals), len(index.words), len(index.keys), len(learned.priors),
            *(self._arrays[name].ctypes.data for name in _ARRAYS),
            rarest_weight(index), label == "Chemical", label == "Disease",
        )  # fmt: skip
        self._concepts, self._features = np.empty(CONCEPTS, np.int32), np.empty((CONCEPTS, WIDTH), np.float32)
        self._found = address(self._concepts), address(self._features)
        self._library = library
        self.pointer = _Pointer(library.linking_open(ctypes.byref(names)))
        if not self.pointer:
            raise MemoryError("no memory to look for names")
        weakref.finalize(self, library.linking_close, self.pointer).atexit = False  # a thread may still look up

    def find(self, mention: str) -> Candidates:
        """As `Searcher.find`."""
        spelt = spell(mention[:LONGEST])
        words = list(dict.fromkeys(spelt.stems))[:WORDS]
        codes = [number for word in words for number in _code_of(word)]
        packed = struct.pack(f"<{6 + len(codes)}Q", *map(number_of, spelt.keys), *codes)
        letters = " ".join(words).encode("utf-32-le", "surrogatepass") + bytes(4)
        found = self._library.linking_find(
            self.pointer, packed, letters, _Int(len(words)), _Int(len(mention)), *self._found
        )
        if found < 0:
            raise MemoryError("no memory to look for names")
        if not found:
            return NO_CANDIDATES
        return Candidates(self._concepts[:found].tolist(), self._features[:found].copy())

    def has_name(self, mention: str) -> bool:
        """As `Searcher.has_name`."""
        keys = spell(mention[:LONGEST]).keys[NAMES]
        packed = struct.pack(f"<{len(keys)}Q", *map(number_of, keys))
        return bool(self._library.linking_has_name(self.pointer, packed, _Int(len(keys))))


@lru_cache(1 << 16)
def _code_of(word: str) -> tuple[int, bool]:
    return number_of(word), is_looked_up_by_letters(word)


def _arrays_of(index: NameIndex, similar: SimilarWords, learned: Learned) -> Mapping[str, Array]:
    """The arrays that C reads, by the names that it has for them; those of files stay mapped."""
    lists: dict[str, Any] = {
        "words_of": index.words_of,
        "names_with": index.names_with,
        "words_with": index.words_with,
        "synonyms": similar.synonyms,
    }
    parts = {f"{name}.{part}": value for name, each in lists.items() for part, value in each._asdict().items()}
    return {
        "key_hashes": index.keys,
        "word_hashes": index.words,
        "key_rows": index.key_rows,
        **parts,
        "beliefs": similar.beliefs,
        "gram_counts": index.gram_counts,
        "weights": index.weights,
        "totals": index.totals,
        "concepts": index.concepts,
        "counts": learned.counts,
        "prior_counts": np.array(sorted(learned.priors.items()), np.int32).reshape(-1, 2),
        "names_of": np.bincount(index.concepts).astype(np.int32),
        "kinds_of": learned.kinds,
        "logarithms": np.log1p(np.arange(_LOGARITHMS)).astype(np.float32),
    }
