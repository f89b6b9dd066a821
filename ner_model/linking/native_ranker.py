"""The compiled ranker, `native/rank.c`: what `Ranker` chooses, the probability to some six digits, in less time."""

import ctypes
from typing import NamedTuple

import numpy as np

from ner_model.linking.arrays import Array
from ner_model.linking.candidates import Candidates
from ner_model.linking.ranker import KEPT, Chooser, Chosen, Ranker
from ner_model.native_library import address, level_in_use, library_in_use

_STEP, _MOST = 64, 256  # units that C adds up at once, and that it has room for


class _Ranker(ctypes.Structure):
    """As in C: `Ranker` of rank.c."""

    _fields_ = [
        *((name, ctypes.c_int64) for name in ("inputs", "units")),
        *((name, ctypes.c_void_p) for name in ("mean", "inverse", "hidden", "bias", "output")),
        ("none", ctypes.c_float),
    ]


class NativeRanker(NamedTuple):
    """`arrays`: what C reads as long as this lives."""

    library: ctypes.CDLL
    level: int
    struct: _Ranker
    arrays: list[Array]

    def choose(self, candidates: Candidates) -> Chosen:
        """As `Ranker.choose`; the features may be moved."""
        count, probability = len(candidates.concepts), ctypes.c_double()
        concepts = np.array(candidates.concepts, np.int32) if count > KEPT else None  # else nothing is moved
        at = self.library.linking_choose(
            self.level, ctypes.byref(self.struct), address(candidates.features), ctypes.c_int64(count),
            ctypes.c_int64(KEPT), None if concepts is None else address(concepts), ctypes.byref(probability),
        )  # fmt: skip
        if concepts is not None:
            candidates = Candidates(concepts[:KEPT].tolist(), candidates.features[:KEPT].copy())
        return Chosen(candidates, at, probability.value)


def fastest(ranker: Ranker) -> Chooser:
    """The compiled ranker where there is a library, with as many units as it takes."""
    library, units = library_in_use(), len(ranker.output)
    if library is None or units > _MOST:
        return ranker
    missing = -units % _STEP  # units without weight, which add nothing
    arrays = [
        np.ascontiguousarray(each, np.float32)
        for each in (
            ranker.mean,
            1 / ranker.scale,
            np.pad(ranker.hidden, ((0, 0), (0, missing))),
            np.pad(ranker.hidden_bias, (0, missing)),
            np.pad(ranker.output, (0, missing)),
        )
    ]
    pointers = (each.ctypes.data for each in arrays)
    struct = _Ranker(len(ranker.mean), units + missing, *pointers, float(ranker.none))
    return NativeRanker(library, level_in_use(library), struct, arrays)
