"""The compiled decoder and agreement: `native/decode.c` and `native/agree.c`."""

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.crf import CrfWeights
from ner_model.found_spans import FoundSpans
from ner_model.native_library import address

_Pointer = ctypes.c_void_p
_Int = ctypes.c_int64
_KINDS = (np.int32, np.int64, np.int64, np.int32, np.float32)  # of the columns of `FoundSpans`


class _Crf(ctypes.Structure):
    _fields_ = [("tags", _Int), *((name, _Pointer) for name in CrfWeights._fields)]


class _Reach(ctypes.Structure):
    _fields_ = [("least", ctypes.c_float), ("longest", _Int), ("most", _Int)]


class _Spans(ctypes.Structure):
    _fields_ = [(name, _Pointer) for name in FoundSpans._fields]


def decode(
    library: ctypes.CDLL, scores: Floats, firsts: npt.NDArray[Any], ends: npt.NDArray[Any], crf: CrfWeights
) -> FoundSpans:
    """As `ner_model.decoder.decode_together`; no sentence holds more spans than tokens."""
    columns = [np.empty(len(scores), kind) for kind in _KINDS]
    found = _call(library.kernel_decode, scores, firsts, ends, crf, _spans(columns))
    return FoundSpans(*(column[:found] for column in columns))


def spans_in_reach(
    library: ctypes.CDLL, scores: Floats, firsts: npt.NDArray[Any], ends: npt.NDArray[Any], crf: CrfWeights,
    *, least: float, longest: int,
) -> FoundSpans:  # fmt: skip
    """As `ner_model.reranking.spans_in_reach`; there is room for as many as there are on most texts, or once more."""
    most = len(scores) // 2 + 64
    while True:
        columns = [np.empty(most, kind) for kind in _KINDS]
        reach = ctypes.byref(_Reach(least, longest, most))
        found = _call(library.kernel_spans_in_reach, scores, firsts, ends, crf, reach, _spans(columns))
        if found <= most:
            return FoundSpans(*(column[:found] for column in columns))
        most = found


def _spans(columns: list[npt.NDArray[Any]]) -> Any:
    """Where the spans that are found go."""
    return ctypes.byref(_Spans(*(column.ctypes.data for column in columns)))


def _call(
    kernel: Any, scores: Floats, firsts: npt.NDArray[Any], ends: npt.NDArray[Any], crf: CrfWeights, *rest: Any
) -> int:
    """How many spans a kernel finds in sentences `[firsts, ends)`."""
    weights = [np.ascontiguousarray(part, np.float32) for part in crf]
    scores = np.ascontiguousarray(scores, np.float32)
    firsts, ends = np.ascontiguousarray(firsts, np.int64), np.ascontiguousarray(ends, np.int64)
    tags = ctypes.byref(_Crf(scores.shape[1], *(part.ctypes.data for part in weights)))
    found: int = kernel(tags, address(scores), address(firsts), address(ends), _Int(len(firsts)), *rest)
    if found < 0:
        raise MemoryError("no memory to decode the longest sentence")
    return found


def agree(
    library: ctypes.CDLL, scores: Floats, types: npt.NDArray[np.int32], lengths: npt.NDArray[Any],
    bases: npt.NDArray[Any], *, weight: float, shortest: int,
) -> Floats:  # fmt: skip
    """As `ner_model.agreement.agree`, of words of `lengths`."""
    scores = np.array(scores, np.float32, order="C")
    types, lengths = np.ascontiguousarray(types, np.int32), np.ascontiguousarray(lengths, np.int32)
    bases = np.ascontiguousarray(bases, np.int64)
    failed = library.kernel_agree(
        address(scores), _Int(scores.shape[1]), address(types), ctypes.c_int32(int(types.max()) + 1), address(lengths),
        address(bases), _Int(len(bases) - 1), ctypes.c_double(weight), ctypes.c_int32(shortest),
    )  # fmt: skip
    if failed:
        raise MemoryError("no memory for the words of the longest text")
    return scores
