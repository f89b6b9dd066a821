"""The compiled context, `native/context.c`: what `PlainContext` decides, in a fraction of the time."""

import ctypes
import struct
from collections import Counter

import numpy as np

from ner_model.linking.candidates import Candidates
from ner_model.linking.native_ranker import NativeRanker
from ner_model.linking.terminology import Terminology
from ner_model.native_library import address

_HEAD = 2  # numbers before those of what a text speaks of


class _Parents(ctypes.Structure):
    """As in C: `Parents` of context.c."""

    _fields_ = [("firsts", ctypes.c_void_p), ("concepts", ctypes.c_void_p)]


class NativeContext:
    """A `Context`; not for two threads at once."""

    def __init__(self, terminology: Terminology, ranker: NativeRanker):
        self._ranker = ranker
        self._arrays = [np.ascontiguousarray(each) for each in (terminology.first_parents, terminology.parents)]
        self._parents = _Parents(*(each.ctypes.data for each in self._arrays))
        self._probability = ctypes.c_double()
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
            self._ranker.library.linking_around(
                ctypes.byref(self._parents), sure, ctypes.c_int64(count), self._around, ctypes.c_int64(self._room)
            )
        )

    def decide(self, candidates: Candidates, around: bytes) -> tuple[int, float] | None:
        count = len(candidates.concepts)
        at = self._ranker.library.linking_decide(
            self._ranker.level, ctypes.byref(self._ranker.struct), ctypes.byref(self._parents), around,
            struct.pack(f"<{count}i", *candidates.concepts), address(candidates.features), ctypes.c_int64(count),
            ctypes.byref(self._probability),
        )  # fmt: skip
        return None if at < 0 else (at, self._probability.value)
