"""The part of a file that a worker reads."""

import io
from io import BufferedIOBase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 18


class Extent(NamedTuple):
    """Bytes of a file, of Parquet row groups, from `start` to before `end`; None is the end of the file.

    `first` is the number of its first record, for formats that know it only by counting all records before.
    """

    start: int = 0
    end: int | None = None
    first: int = 1


WHOLE = Extent()


def bytes_in(file: BufferedIOBase, extent: Extent) -> BufferedIOBase:
    """The extent as a file of its own; only of the whole may the file be one that cannot seek."""
    if extent.start:
        file.seek(extent.start)
    if extent.end is None:
        return file
    return io.BufferedReader(_Section(file, extent.end - extent.start), _BUFFER)


class _Section(io.RawIOBase):
    """So many of the bytes that follow."""

    def __init__(self, file: BufferedIOBase, size: int):
        self._file = file
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        size = self._file.readinto(memoryview(buffer)[: self._left])
        self._left -= size
        return size
