"""The compiled search for candidates, `native/linking.c`: what `Searcher.find` finds, in a fraction of the time."""

import ctypes
import weakref
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from ner_model.linking.arrays import Array, Lists
from ner_model.linking.candidates import (
    CONCEPTS,
    FEATURES,
    NO_CANDIDATES,
    WORDS,
    Candidates,
    Learned,
    with_logarithms,
)
from ner_model.linking.like_names import rarest_weight
from ner_model.linking.name_index import LONGEST, NameIndex, number_of, spellings
from ner_model.linking.normalise import stems
from ner_model.linking.synonyms import SimilarWords, is_looked_up_by_letters

_Int, _Pointer = ctypes.c_int64, ctypes.c_void_p
_LISTS = ("words_of", "names_with", "words_with", "synonyms")
_ARRAYS = (
    *("key_hashes", "word_hashes", "key_rows", *(f"{name}.{part}" for name in _LISTS for part in Lists._fields)),
    *("beliefs", "gram_counts", "weights", "totals", "concepts", "counts", "prior_counts", "names_of", "kinds_of"),
)


class _Names(ctypes.Structure):
    """As in C: `Names` of linking.h."""

    _fields_ = [
        *((name, _Int) for name in ("names", "words", "keys", "priors")),
        *((name.replace(".", "_"), _Pointer) for name in _ARRAYS),
        ("rarest", ctypes.c_double),
        ("is_chemical", ctypes.c_float),
        ("is_disease", ctypes.c_float),
    ]


class NativeSearcher:
    """A `Finder` of one label; not for two threads at once."""

    def __init__(self, library: ctypes.CDLL, label: str, index: NameIndex, similar: SimilarWords, learned: Learned):
        self._arrays = _arrays_of(index, similar, learned)  # C reads them as long as this lives
        names = _Names(
            len(index.totals), len(index.words), len(index.keys), len(learned.priors),
            *(self._arrays[name].ctypes.data for name in _ARRAYS),
            rarest_weight(index), label == "Chemical", label == "Disease",
        )  # fmt: skip
        self._library = library
        self._search = _Pointer(library.linking_open(ctypes.byref(names)))
        if not self._search:
            raise MemoryError("no memory to look for names")
        weakref.finalize(self, library.linking_close, self._search)

    def find(self, mention: str) -> Candidates:
        """As `Searcher.find`."""
        all_words = stems(mention[:LONGEST])
        words = list(dict.fromkeys(all_words))[:WORDS]
        keys = (ctypes.c_uint64 * 5)(*map(number_of, spellings(mention[:LONGEST], all_words)))
        coded = [_code_of(word) for word in words]
        hashes = (ctypes.c_uint64 * WORDS)(*(number for number, _ in coded))
        concepts = (ctypes.c_int32 * CONCEPTS)()
        features = np.empty((CONCEPTS, len(FEATURES)), np.float32)
        found = self._library.linking_find(
            self._search, keys, " ".join(words).encode("utf-32-le", "surrogatepass") + bytes(4), hashes,
            bytes(is_spelt for _, is_spelt in coded), _Int(len(words)), _Int(len(mention)), concepts,
            _Pointer(features.ctypes.data),
        )  # fmt: skip
        if found < 0:
            raise MemoryError("no memory to look for names")
        return Candidates(concepts[:found], with_logarithms(features[:found])) if found else NO_CANDIDATES


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
    }
