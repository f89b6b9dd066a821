"""Arrays in files, of which no more is made than was asked for: what a file claims is compared before it is read."""

import math
import mmap
import pathlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tokenize import TokenError
from typing import IO, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.errors import Refused

Array = npt.NDArray[Any]
Shape = tuple[int | None, ...]

_LARGEST = 1e6  # magnitude: no weight of a network that was trained is near
_HEADER_DAMAGE = (SyntaxError, TokenError, MemoryError, RecursionError)  # of what is read as Python's literals
_DAMAGE = (*_HEADER_DAMAGE, OSError, ValueError, EOFError, OverflowError, TypeError, KeyError)
_ZIP_DAMAGE = (*_DAMAGE, RuntimeError, zipfile.BadZipFile, zlib.error)


def read_array(path: pathlib.Path, shape: Shape, kind: str) -> Array:
    """The array of an `.npy` file, mapped into memory; raises `Refused` unless it has this shape and type (None: any
    number)."""
    with _opened(path, shape, kind) as file:
        header = _header(file, shape, kind, path.stat().st_size)
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _shaped(np.frombuffer(mapped, header.dtype, math.prod(header.shape), file.tell()), header)


def shape_of(path: pathlib.Path, shape: Shape, kind: str) -> tuple[int, ...]:
    """The shape of the array that `read_array` would read."""
    with _opened(path, shape, kind) as file:
        return _header(file, shape, kind, path.stat().st_size).shape


@contextmanager
def _opened(path: pathlib.Path, shape: Shape, kind: str) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as file:
            yield file
    except _DAMAGE as error:
        raise Refused(f"expected an array {kind} {_shown(shape)} ({error!s:.300})", str(path)) from error


def read_arrays(path: pathlib.Path, shapes: Mapping[str, Shape], kind: str | Mapping[str, str]) -> dict[str, Array]:
    """The arrays of an `.npz` file; raises `Refused` unless these and no others are there, with finite numbers.

    `kind`: the type of all, or of each by its name.
    """
    kinds = dict.fromkeys(shapes, kind) if isinstance(kind, str) else kind
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.removesuffix(".npy") for name in archive.namelist()}
            if names != shapes.keys():
                raise ValueError(f"missing: {sorted(shapes.keys() - names)}, unknown: {sorted(names - shapes.keys())}")
            return {name: _member(archive, name, shape, kinds[name]) for name, shape in shapes.items()}
    except _ZIP_DAMAGE as error:
        raise Refused(f"expected the arrays of a network ({error!s:.300})", str(path)) from error


def _member(archive: zipfile.ZipFile, name: str, shape: Shape, kind: str) -> Array:
    info = archive.getinfo(f"{name}.npy")
    try:
        with archive.open(info) as file:
            array = _read(file, shape, kind, info.file_size)
    except _ZIP_DAMAGE as error:
        raise ValueError(f"{name}: expected {kind} {_shown(shape)}: {error}") from error
    if array.dtype.kind == "f" and not (np.abs(array) <= _LARGEST).all():
        raise ValueError(f"{name}: expected finite numbers up to {_LARGEST:.0e}, found {_worst(array)}")
    return array


def _worst(array: Array) -> float:
    return float(array[~(np.abs(array) <= _LARGEST)][0])


class _Header(NamedTuple):
    """What the first bytes of an array say."""

    shape: tuple[int, ...]
    is_fortran: bool
    dtype: np.dtype[Any]


def _header(file: IO[bytes], shape: Shape, kind: str, size: int) -> _Header:
    """Raises ValueError unless the array is of this shape and all there: another might be larger than the memory."""
    version = np.lib.format.read_magic(file)
    readers = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    if version not in readers:
        raise ValueError(f"found the format {version}")
    header = _Header(*readers[version](file))
    found = header.shape
    fits = len(found) == len(shape) and all(b in (None, a) for a, b in zip(found, shape, strict=True))
    if not fits or header.dtype != np.dtype(kind) or any(number < 0 for number in found):
        raise ValueError(f"found {header.dtype} {list(found)}")
    if (held := size - file.tell()) != (wanted := math.prod(found) * header.dtype.itemsize):
        raise ValueError(f"found {held} bytes, where {list(found)} takes {wanted}")
    return header


def _read(file: IO[bytes], shape: Shape, kind: str, size: int) -> Array:
    header = _header(file, shape, kind, size)
    return _shaped(np.frombuffer(bytearray(file.read()), header.dtype), header)


def _shaped(flat: Array, header: _Header) -> Array:
    if header.is_fortran:
        return np.ascontiguousarray(flat.reshape(header.shape[::-1]).T)
    return flat.reshape(header.shape)


def _shown(shape: Shape) -> str:
    return f"[{', '.join('any' if number is None else str(number) for number in shape)}]"
