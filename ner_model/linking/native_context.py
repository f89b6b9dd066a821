"""The compiled context, `native/context.c`: what `PlainContext` decides, in a fraction of the time."""

import ctypes
import struct
from collections import Counter

import numpy as np

from ner_model.linking.candidates import CONCEPTS, Candidates
from ner_model.linking.context import Decided
from ner_model.linking.native_ranker import NativeRanker
from ner_model.linking.terminology import Terminology

_DECIDED = struct.Struct("<2id")  # as in C: `Decided` of context.c
_HEAD = 2  # numbers before those of what a text speaks of


class _Parents(ctypes.Structure):
    """As in C: `Parents` of context.c."""

    _fields_ = [("firsts", ctypes.c_void_p), ("concepts", ctypes.c_void_p)]


class NativeContext:
    """A `Context`; not for two threads at once."""

    def __init__(self, terminology: Terminology, ranker: NativeRanker):
        self._library, self._ranker = ranker.library, ranker  # whose arrays C reads
        self._arrays = [np.ascontiguousarray(each) for each in (terminology.first_parents, terminology.parents)]
        self._parents = ctypes.byref(_Parents(*(each.ctypes.data for each in self._arrays)))  # C reads these, too
        self._fixed = ranker.level, ctypes.byref(ranker.struct), self._parents
        self._decided = bytearray(_DECIDED.size)
        self._address = (ctypes.c_char * _DECIDED.size).from_buffer(self._decided)
        self._make_room(1 << 10)

    def _make_room(self, numbers: int) -> None:
        self._room = numbers
        self._around = ctypes.create_string_buffer(8 * (_HEAD + numbers))

    def around_of(self, sure: Counter[int]) -> bytes:
        """As C reads it: `Around` of context.c."""
        packed = struct.pack(f"<{len(sure)}Q", *(concept << 32 | count for concept, count in sure.items()))
        while (needed := self._pack(packed, len(sure))) > self._room:
            self._make_room(2 * needed)
        return ctypes.string_at(self._around, 8 * (_HEAD + needed))

    def _pack(self, sure: bytes, count: int) -> int:
        return int(
            self._library.linking_around(
                self._parents, sure, ctypes.c_int64(count), self._around, ctypes.c_int64(self._room)
            )
        )

    def decide(self, candidates: bytes, around: bytes) -> Decided | None:
        if not self._library.linking_decide(*self._fixed, around, candidates, self._address):
            return None
        concept, is_exact, probability = _DECIDED.unpack_from(self._decided)
        return Decided(concept, is_exact == 1, probability)


def packed(candidates: Candidates) -> bytes:
    """As C keeps them: `Candidates` of names.h."""
    count = len(candidates.concepts)
    head = struct.pack(f"<{CONCEPTS + 1}i", count, *candidates.concepts, *[0] * (CONCEPTS - count))
    return head + candidates.features.tobytes()
