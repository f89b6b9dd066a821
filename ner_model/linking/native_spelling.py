"""The rules of spelling as `native/spell.c` reads them: what normalise.py and core_words.py say, in one table."""

import ctypes
import weakref
from collections.abc import Iterable
from typing import NamedTuple

from ner_model.linking.candidates import WORDS
from ner_model.linking.core_words import GENERIC, LACK, PARTS, SALTS, SIDE
from ner_model.linking.normalise import AMERICAN, AT_END, SMALL

_KEYS = 6
_KINDS = (SMALL, SALTS, LACK, GENERIC, SIDE)  # bits 0 to 4 of a word, as in speller.h


class Hashed(NamedTuple):
    """The hashes of the keys of a name, of its stems in their order, and of its words, with whether each is long enough
    to be looked for by its letters."""

    keys: tuple[int, ...]
    stems: int
    words: tuple[tuple[int, bool], ...]


class _Rules(ctypes.Structure):
    """As in C: `Rules` of speller.h."""

    _fields_ = [
        *((name, ctypes.c_int64) for name in ("spellings", "words")),
        *((name, ctypes.c_void_p) for name in ("british", "american", "special", "parts", "kinds")),
    ]


class Speller:
    """`pointer`: what C spells names by; it may be used by several threads."""

    def __init__(self, library: ctypes.CDLL):
        words = sorted({*PARTS, *frozenset().union(*_KINDS)})
        kinds = [sum((word in kind) << bit for bit, kind in enumerate(_KINDS)) for word in words]
        self._arrays = (  # C reads them as long as this lives
            _texts(f"{british}$" if british in AT_END else british for british in AMERICAN),
            _texts(AMERICAN.values()),
            _texts(words),
            _texts(" ".join(PARTS.get(word, [word])) for word in words),
            (ctypes.c_int32 * len(kinds))(*kinds),
        )
        rules = _Rules(len(AMERICAN), len(words), *(ctypes.addressof(each) for each in self._arrays))
        self.pointer = ctypes.c_void_p(library.speller_open(ctypes.byref(rules)))
        if not self.pointer:
            raise MemoryError("no memory for the rules of spelling")
        weakref.finalize(self, library.speller_close, self.pointer).atexit = False  # as in `NativeSearcher`
        self._library = library

    def spell(self, name: str) -> Hashed | None:
        """As `spell` of name_index.py, as numbers; None of a name that Python must spell."""
        numbers = (ctypes.c_uint64 * (_KEYS + 2 + 2 * WORDS))()
        if not self._library.linking_spell(self.pointer, name.encode(), ctypes.c_int64(len(name.encode())), numbers):
            return None
        stems, count = numbers[_KEYS : _KEYS + 2]
        words = numbers[_KEYS + 2 : _KEYS + 2 + 2 * count]
        return Hashed(tuple(numbers[:_KEYS]), stems, tuple(zip(words[::2], map(bool, words[1::2]), strict=True)))


def _texts(texts: Iterable[str]) -> ctypes.Array[ctypes.c_char_p]:
    encoded = [text.encode("ascii") for text in texts]
    return (ctypes.c_char_p * len(encoded))(*encoded)
