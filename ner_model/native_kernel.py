"""The compiled arithmetic of a network: `native/lstm.inc` and `native/words.inc`."""

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.batches import Windows
from ner_model.native_library import LEVELS, Unavailable, address, levels, open_library
from ner_model.packed_network import GATES, UNITS, ZERO, PackedNetwork, segments
from ner_model.word_types import WordTable

Table = npt.NDArray[np.int16]

_Pointer = ctypes.c_void_p
_Int = ctypes.c_int64


class _Direction(ctypes.Structure):
    _fields_ = [(name, _Pointer) for name in ("recurrent", "scale", "start16", "start32", "output")]


class _Network(ctypes.Structure):
    _fields_ = [("blocks", _Int), ("tags", _Int), ("directions", _Direction * 2)]


class _Sequences(ctypes.Structure):
    _fields_ = [("count", _Int), *((name, _Pointer) for name in ("starts", "lengths", "keeps_from", "keeps_to"))]


class _Table(ctypes.Structure):
    _fields_ = [("shared", _Pointer), ("own", _Pointer), ("shared_rows", _Int)]


class _Spelling(ctypes.Structure):
    _fields_ = [
        *((name, _Int) for name in ("characters", "filters", "word_length")),
        ("tables", _Pointer),
        ("bias", _Pointer),
    ]


class _Projection(ctypes.Structure):
    _fields_ = [
        ("width", _Int),
        ("columns", _Int),
        *((name, _Pointer) for name in ("weights", "start", "scale", "bias")),
    ]


class NativeKernel:
    """The compiled kernel at a level (`LEVELS`); what it gives is what `NumpyKernel` gives, to the last bit."""

    def __init__(self, network: PackedNetwork, level: str | None = None):
        self._library = open_library()
        found = levels(self._library)
        if level is not None and level not in found:
            raise Unavailable(f"this processor has the levels {found}. Received: {level!r}")
        self.name = level or found[-1]
        self._level = LEVELS.index(self.name)
        self._network = network
        self._arrays: list[npt.NDArray[Any]] = []  # what C points at
        self._packed = self._pack(network)
        self._spelling = _Spelling(
            *network.spelling.shape[1:], 0, self._pointer(network.spelling), self._pointer(network.spelling_bias)
        )
        self._projection = _Projection(
            network.input.shape[1],
            network.row_width,
            *map(
                self._pointer,
                (_pairs(network.input), network.input_start, network.input_scale, network.input_bias),
            ),
        )

    def spell(self, characters: npt.NDArray[np.uint8], features: npt.NDArray[np.int8]) -> None:
        """As of `NumpyKernel`."""
        characters = np.ascontiguousarray(characters)
        self._spelling.word_length = characters.shape[1]
        self._library.kernel_spell(
            self._level, ctypes.byref(self._spelling), address(characters), _Int(len(features)), address(features),
            _Int(features.shape[1]),
        )  # fmt: skip

    def project(self, features: npt.NDArray[np.int8], table: Table, rows: npt.NDArray[np.int32]) -> None:
        """As of `NumpyKernel`."""
        features, rows = np.ascontiguousarray(features), np.ascontiguousarray(rows, np.int32)
        failed = self._library.kernel_project(
            self._level, ctypes.byref(self._projection), address(features), _Int(len(features)), address(table),
            address(rows),
        )  # fmt: skip
        if failed:
            raise MemoryError("no memory for the features of six words")

    def score(self, table: WordTable, types: npt.NDArray[np.int32], windows: Windows) -> Floats:
        """As of `NumpyKernel`."""
        sums = np.zeros((len(types), len(self._network.output_bias)), np.int32)
        order = np.argsort(windows.starts - windows.ends, kind="stable")
        starts, ends, *keeps = (np.ascontiguousarray(column[order], np.int64) for column in windows)
        columns = (starts, ends - starts, *keeps)
        sequences = _Sequences(len(order), *(column.ctypes.data for column in columns))
        rows = _Table(table.shared.ctypes.data, table.own.ctypes.data, len(table.shared))
        failed = self._library.kernel_score(
            self._level, ctypes.byref(self._packed), ctypes.byref(rows), address(types), ctypes.byref(sequences),
            address(sums),
        )  # fmt: skip
        if failed:
            raise MemoryError("no memory for the states of a batch")
        scores = sums.astype(np.float32)
        scores *= self._network.output_scale
        scores += self._network.output_bias
        return scores

    def _pack(self, network: PackedNetwork) -> _Network:
        directions = [
            _Direction(*map(self._pointer, (_quads(weights), scale, *_starts(weights), output)))
            for weights, scale, output in zip(network.recurrent, network.recurrent_scale, network.output, strict=True)
        ]
        return _Network(network.blocks, len(network.output_bias), (_Direction * 2)(*directions))

    def _pointer(self, array: npt.NDArray[Any]) -> int:
        self._arrays.append(np.ascontiguousarray(array))
        return self._arrays[-1].ctypes.data


def _quads(weights: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """`[rows, columns]` to `[blocks, quads, gates, units, 4]`."""
    blocks = weights.shape[1] // (GATES * UNITS)
    return weights.reshape(-1, 4, blocks, GATES * UNITS).transpose(2, 0, 3, 1)


def _pairs(weights: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """`[columns, width]` to `[columns / 16, pairs, 16, 2]`."""
    even = np.pad(weights, ((0, 0), (0, weights.shape[1] % 2)))
    return even.reshape(len(weights) // UNITS, UNITS, -1, 2).transpose(0, 2, 1, 3)


def _starts(weights: npt.NDArray[np.int8]) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int32]]:
    """What sums of products with outputs that stand 63 too high begin at: `[blocks, segments, columns, 2]` for those in
    sixteen bits, `[blocks, columns]` for whole ones."""
    sums = -ZERO * segments(weights.astype(np.int32)).sum(axis=(1, 3))
    blocks = weights.shape[1] // (GATES * UNITS)
    by_block = sums.reshape(len(sums), 2, blocks, GATES * UNITS).transpose(2, 0, 3, 1)
    return by_block.astype(np.int16), by_block.sum(axis=(1, 3), dtype=np.int32)
