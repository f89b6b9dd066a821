"""Opens a file of any storage that Beam knows, decompressed by what its first bytes say."""

import bz2
import gzip
import io
import lzma
import re
import zlib
from functools import partial
from io import BufferedIOBase
from typing import TYPE_CHECKING, cast

from transforms import storage
from transforms.reachable import check_is_file
from transforms.reading.budget import XZ_MEMORY
from transforms.reading.bytes.streams import Frames, Streams
from transforms.reading.record import BadRecord, is_of_storage

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 16
_LONGEST_MAGIC = 10
_MAGIC = {  # as much of it as no text begins with
    "gzip": re.compile(rb"\x1f\x8b"),
    "bz2": re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90|\Z)"),
    "xz": re.compile(rb"\xfd7zXZ\x00"),
    "zstd": re.compile(rb"\x28\xb5\x2f\xfd"),
}


def open_file(path: str) -> BufferedIOBase:
    """The decompressed bytes of a file; reading past a cut or damage in them raises BadRecord.

    Beam's own decompression is not used: it ends a truncated stream as if it were whole.
    """
    check_is_file(path)
    file = storage.open_file(path)
    if isinstance(file, io.BufferedReader):
        return decompressed(file)
    # Files of some object stores read a line byte by byte.
    return decompressed(io.BufferedReader(cast(io.RawIOBase, file), _BUFFER))


def decompressed(file: BufferedIOBase) -> BufferedIOBase:
    """The file itself if it is not compressed."""
    codec = codec_of(file.read(_LONGEST_MAGIC))
    file.seek(0)
    return io.BufferedReader(_Decompressed(file, codec), _BUFFER) if codec else file


def head_of(file: BufferedIOBase, size: int) -> bytes:
    """The first bytes; of a file that is damaged further on, those before the damage."""
    head = b""
    try:
        while len(head) < size and (block := file.read1(size - len(head))):
            head += block
    except BadRecord:
        if not head:
            raise
    return head


def codec_of(head: bytes) -> str | None:
    """The compression whose magic number the bytes begin with."""
    return next((codec for codec, magic in _MAGIC.items() if magic.match(head)), None)


class _Decompressed(io.RawIOBase):
    """Hands on what could be decompressed before it says that the rest could not."""

    def __init__(self, file: BufferedIOBase, codec: str):
        self._file = file
        self._stream = _decompress(file, codec)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        try:
            data = self._stream.read1(memoryview(buffer).nbytes)
        except EOFError as error:
            raise BadRecord("truncated", f"the compressed file ends too early: {error}") from error
        except (OSError, zlib.error, lzma.LZMAError) as error:
            if is_of_storage(error):
                raise
            raise BadRecord(_reason(error), f"cannot decompress: {error}") from error
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _decompress(file: BufferedIOBase, codec: str) -> gzip.GzipFile | Streams | Frames:
    if codec == "gzip":
        return gzip.GzipFile(fileobj=file)
    if codec == "bz2":
        return Streams(file, bz2.BZ2Decompressor)
    if codec == "xz":
        return Streams(file, partial(lzma.LZMADecompressor, memlimit=XZ_MEMORY))
    return Frames(file)


def _reason(error: Exception) -> str:
    return "truncated" if "runcated" in str(error) else "corrupt_compression"
