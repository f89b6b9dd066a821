"""Rows of numbers that the processes of a user share: a file in the cache folder, mapped into memory to be read.

What such a file holds can be made anew, so that it may be deleted at any time. It is used only if it belongs to the
user, nobody else may write to it, and it ends with the SHA-256 of its rows. Of several processes that make it at once
the first one wins, so that all map the same file.
"""

import functools
import hashlib
import logging
import mmap
import os
import pathlib
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int16]

CACHE = "XDG_CACHE_HOME"  # environment variable: the folder of caches, by default `.cache` in the home of the user
FOLDER = "literature-tagger"

_BLOCK = 1 << 20  # bytes read at once
_CHECKSUM = hashlib.sha256().digest_size


class Damaged(Exception):
    """A file is not what was written."""


def shared_rows(name: str, shape: tuple[int, int], make: Callable[[], Iterable[Rows]]) -> Rows:
    """The rows that `make` gives, part by part; `name` stands for all that they depend on.

    Where no file can be written or trusted, the rows are the process's own.
    """
    try:
        path = _folder() / f"{name}.rows"
        try:
            return _mapped(path, shape)
        except FileNotFoundError:
            pass
        except Damaged:
            path.unlink(missing_ok=True)
        _write(path, make())
        return _mapped(path, shape)
    except (OSError, RuntimeError, Damaged) as error:
        _tell_once(str(error))
        return np.concatenate(list(make()))


def _folder() -> pathlib.Path:
    """Raises RuntimeError for a user who has no home."""
    folder = pathlib.Path(os.environ.get(CACHE) or pathlib.Path.home() / ".cache", FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _mapped(path: pathlib.Path, shape: tuple[int, int]) -> Rows:
    """Raises `Damaged`, or OSError for a file that is not there or that others could have written."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        status = os.fstat(file.fileno())
        if status.st_uid != os.geteuid() or status.st_mode & 0o022:
            raise PermissionError(f"{path}: others than this user may write to it")
        size = shape[0] * shape[1] * np.dtype(np.int16).itemsize
        if status.st_size != size + _CHECKSUM:
            raise Damaged(f"{path}: expected {size + _CHECKSUM} bytes, found {status.st_size}")
        digest = hashlib.sha256()
        for start in range(0, size, _BLOCK):  # not of the mapped file, whose pages would all count as this process's
            digest.update(file.read(min(_BLOCK, size - start)))
        if file.read() != digest.digest():
            raise Damaged(f"{path}: not what was written")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(mapped, np.int16, shape[0] * shape[1]).reshape(shape)


def _write(path: pathlib.Path, parts: Iterable[Rows]) -> None:
    """Nobody sees half a file; one that is there by now stays."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)  # which others can neither read nor write
    try:
        with os.fdopen(descriptor, "wb") as file:
            digest = hashlib.sha256()
            for part in parts:
                digest.update(part.data)
                file.write(part.data)
            file.write(digest.digest())
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        pathlib.Path(temporary).unlink()


@functools.cache
def _tell_once(reason: str) -> None:
    logging.getLogger(__name__).warning("%s: this process keeps rows of words of its own", reason)
