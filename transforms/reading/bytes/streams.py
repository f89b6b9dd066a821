"""Compressed streams one behind the other, as programs with several threads write them; nothing else may follow."""

import sys
from collections.abc import Callable, Iterator
from io import BufferedIOBase
from typing import Protocol, cast

import pyarrow as pa
import zstandard

from transforms.reading.budget import ZSTD_WINDOW

_BLOCK = 1 << 16
_PIECE = 1 << 10  # packed bytes, which hold no more than some hundred blocks of 128 KiB


class Decompressor(Protocol):
    """What `bz2` and `lzma` make."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Streams:
    """Bytes of streams of a kind; zeros between and behind them are padding, and what else follows is damage.

    The files of `bz2` and `lzma` take whatever follows for the end, and set no limit to memory.
    """

    def __init__(self, file: BufferedIOBase, new: Callable[[], Decompressor]):
        self._file = file
        self._new = new
        self._current = new()

    def read1(self, size: int) -> bytes:
        """Raises EOFError if the file ends within a stream."""
        while True:
            block = b""
            if self._current.eof:
                block = self._following()
                if not block:
                    return b""
                self._current = self._new()
            elif self._current.needs_input:
                block = self._file.read(_BLOCK)
                if not block:
                    raise EOFError("inside a compressed stream")
            if data := self._current.decompress(block, size):
                return data

    def _following(self) -> bytes:
        block = self._current.unused_data.lstrip(b"\0")
        while not block and (more := self._file.read(_BLOCK)):
            block = more.lstrip(b"\0")
        return block


class Frames:
    """Bytes of frames of zstd. At damage the file is unpacked once more, in small pieces, for what comes before: Arrow,
    which is faster, keeps up to a megabyte of that to itself."""

    def __init__(self, file: BufferedIOBase):
        self._file = file
        self._given = 0
        self._stream = cast(BufferedIOBase, pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd"))
        self._left: Iterator[bytes] = iter(())
        self._damage: OSError | None = None

    def read1(self, size: int) -> bytes:
        """Raises OSError at a cut or damage, behind all that could be unpacked."""
        if self._damage is None:
            try:
                data = self._stream.read(size)
            except OSError as error:
                if error.errno:  # of the storage
                    raise
                self._damage, self._left = error, self._unpacked(self._given, size)
            else:
                self._given += len(data)
                return data
        if piece := next(self._left, b""):
            return piece
        raise self._damage

    def _unpacked(self, start: int, size: int, careful_from: int = sys.maxsize) -> Iterator[bytes]:
        """Pieces of at most so many bytes, from a place on to where nothing can be unpacked any more.

        The piece with the damage is unpacked byte by byte, in another pass.
        """
        self._file.seek(0)
        unpacker = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj(read_across_frames=True)
        done = place = 0
        while packed := self._file.read(_PIECE if place + _PIECE <= careful_from else 1):
            try:
                data = unpacker.decompress(packed)
            except zstandard.ZstdError:
                if len(packed) > 1:
                    yield from self._unpacked(max(start, done), size, place)
                return
            place += len(packed)
            new = data[max(start - done, 0) :]
            done += len(data)
            for first in range(0, len(new), size):
                yield new[first : first + size]
