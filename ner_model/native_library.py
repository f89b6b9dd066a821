"""The library compiled from `native/`, loaded by ctypes: it knows nothing of Python, and serves all its versions."""

import ctypes
import functools
import hashlib
import os
import pathlib
from typing import Any

import numpy.typing as npt

LIBRARY = pathlib.Path(__file__).parent / "_native.so"
SOURCES = pathlib.Path(__file__).parent / "native"
LEVELS = ("portable", "avx2", "avx512")  # the better ones last
LEVEL = "NER_MODEL_LEVEL"  # environment variable: one of `LEVELS`, or "numpy"
NUMPY = "numpy"


_RETURNS = {
    "kernel_sources": ctypes.c_char_p,
    "kernel_level": ctypes.c_char_p,
    "kernel_decode": ctypes.c_int64,
    "kernel_spans_in_reach": ctypes.c_int64,
    "kernel_sentences": ctypes.c_int64,
    "linking_around": ctypes.c_int64,
    "linking_choose": ctypes.c_int64,
    "linking_decide": ctypes.c_int,
    "linking_find": ctypes.c_int64,
    "linking_has_name": ctypes.c_int,
    "linking_is_name": ctypes.c_int,
    "linking_open": ctypes.c_void_p,
    "linking_read": ctypes.c_int,
    "linking_spell": ctypes.c_int,
    "speller_open": ctypes.c_void_p,
    "words_new": ctypes.c_void_p,
    "words_count": ctypes.c_int64,
    "words_letters": ctypes.c_int64,
    "words_forget": ctypes.c_int64,
}


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
    library.kernel_sources.restype = _RETURNS["kernel_sources"]
    if library.kernel_sources().decode() != sources_digest():  # it may lack functions, too
        raise Unavailable(f"{path} was compiled from other sources")
    for name, kind in _RETURNS.items():
        getattr(library, name).restype = kind
    return library


def levels(library: ctypes.CDLL) -> list[str]:
    """The levels that this processor has, the best one last."""
    return [name.decode() for number in range(len(LEVELS)) if (name := library.kernel_level(number))]


def level_in_use(library: ctypes.CDLL) -> int:
    """The number of the level that the environment asks for, where this processor has it, else of the best one."""
    found = levels(library)
    return LEVELS.index(level if (level := os.environ.get(LEVEL)) in found else found[-1])


@functools.cache
def _opened() -> ctypes.CDLL | None:
    try:
        return open_library()
    except Unavailable:
        return None


def library_in_use() -> ctypes.CDLL | None:
    """The library, opened once; None where there is none, and where the environment asks for NumPy."""
    return None if os.environ.get(LEVEL) == NUMPY else _opened()


_Bytes = ctypes.c_char * 0


def address(array: npt.NDArray[Any]) -> ctypes.c_void_p | ctypes.Array[ctypes.c_char]:
    """An array as C takes it, by where it begins; it must be contiguous.

    What `array.ctypes` does takes longer than most of the calls that it is for.
    """
    return _Bytes.from_buffer(array.data) if array.flags.writeable else ctypes.c_void_p(array.ctypes.data)
