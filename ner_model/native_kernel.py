"""The compiled arithmetic of `native/`, called through ctypes: one library serves every version of Python."""

import ctypes
import hashlib
import pathlib
from typing import Any

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.batches import Windows
from ner_model.packed_network import GATES, UNITS, ZERO, PackedNetwork, segments

LIBRARY = pathlib.Path(__file__).parent / "_native.so"
SOURCES = pathlib.Path(__file__).parent / "native"
LEVELS = ("portable", "avx2", "avx512")  # the better ones last

_Pointer = ctypes.c_void_p
_Int = ctypes.c_int64


class _Direction(ctypes.Structure):
    _fields_ = [(name, _Pointer) for name in ("recurrent", "scale", "start16", "start32", "output")]


class _Network(ctypes.Structure):
    _fields_ = [("blocks", _Int), ("tags", _Int), ("directions", _Direction * 2)]


class _Sequences(ctypes.Structure):
    _fields_ = [("count", _Int), *((name, _Pointer) for name in ("starts", "lengths", "keeps_from", "keeps_to"))]


class _Spelling(ctypes.Structure):
    _fields_ = [
        *((name, _Int) for name in ("characters", "filters", "word_length")),
        ("tables", _Pointer),
        ("bias", _Pointer),
    ]


class _Projection(ctypes.Structure):
    _fields_ = [("width", _Int), ("columns", _Int), *((name, _Pointer) for name in ("weights", "scale", "bias"))]


class Unavailable(Exception):
    """There is no compiled library, or it is not of these sources, or the processor lacks what a level needs."""


def sources_digest() -> str:
    """SHA-256 of the C sources: a library that was built from others is not used."""
    digest = hashlib.sha256()
    for path in sorted(SOURCES.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def open_library(path: pathlib.Path = LIBRARY) -> ctypes.CDLL:
    """The library beside this file; raises `Unavailable`."""
    if not path.is_file():
        raise Unavailable(f"{path} was not compiled")
    library = ctypes.CDLL(str(path))
    library.kernel_sources.restype = library.kernel_level.restype = ctypes.c_char_p
    if library.kernel_sources().decode() != sources_digest():
        raise Unavailable(f"{path} was compiled from other sources")
    return library


def levels(library: ctypes.CDLL) -> list[str]:
    """The levels that this processor has, the best one last."""
    return [name.decode() for number in range(len(LEVELS)) if (name := library.kernel_level(number))]


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
            *map(self._pointer, (_pairs(network.input), network.input_scale, network.input_bias)),
        )

    def spell(self, characters: npt.NDArray[np.uint8], features: npt.NDArray[np.int8]) -> None:
        """As of `NumpyKernel`."""
        characters = np.ascontiguousarray(characters)
        self._spelling.word_length = characters.shape[1]
        self._library.kernel_spell(
            self._level, ctypes.byref(self._spelling), _address(characters), _Int(len(features)), _address(features),
            _Int(features.shape[1]),
        )  # fmt: skip

    def project(self, features: npt.NDArray[np.int8]) -> npt.NDArray[np.int16]:
        """As of `NumpyKernel`."""
        rows = np.empty((len(features), self._network.row_width), np.int16)
        features = np.ascontiguousarray(features)
        self._library.kernel_project(
            self._level, ctypes.byref(self._projection), _address(features), _Int(len(features)), _address(rows)
        )
        return rows

    def score(self, table: npt.NDArray[np.int16], types: npt.NDArray[np.int32], windows: Windows) -> Floats:
        """As of `NumpyKernel`."""
        sums = np.zeros((len(types), len(self._network.output_bias)), np.int32)
        order = np.argsort(windows.starts - windows.ends, kind="stable")
        starts, ends, *keeps = (np.ascontiguousarray(column[order], np.int64) for column in windows)
        columns = (starts, ends - starts, *keeps)
        sequences = _Sequences(len(order), *(column.ctypes.data for column in columns))
        failed = self._library.kernel_score(
            self._level, ctypes.byref(self._packed), _address(table), _address(types), ctypes.byref(sequences),
            _address(sums),
        )  # fmt: skip
        if failed:
            raise MemoryError("no memory for the states of a batch")
        return sums.astype(np.float32) * self._network.output_scale + self._network.output_bias

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


def _address(array: npt.NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
