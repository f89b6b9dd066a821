"""Text in UTF-16, or with line ends of old Macs, as UTF-8 with line feeds."""

import io
from collections.abc import Iterator
from io import BufferedIOBase
from typing import TYPE_CHECKING

from transforms.reading.bytes.encoding import as_utf8, is_wide, utf8_blocks

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BLOCK = 1 << 16


def needs_translation(head: bytes, has_lines: bool) -> bool:
    """Whether the bytes of a file that begins so must be translated; `has_lines`: line ends tell its records apart."""
    return is_wide(head) or (has_lines and _has_old_line_ends(head))


def translated(file: BufferedIOBase, head: bytes, has_lines: bool) -> BufferedIOBase:
    """The file itself if it needs no translation, else one that cannot seek."""
    if not needs_translation(head, has_lines):
        return file
    blocks = utf8_blocks(file) if is_wide(head) else iter(lambda: file.read1(_BLOCK), b"")
    if has_lines and _has_old_line_ends(as_utf8(head)):
        blocks = (block.replace(b"\r", b"\n") for block in blocks)
    return io.BufferedReader(_Blocks(blocks), _BLOCK)


def _has_old_line_ends(head: bytes) -> bool:
    return b"\r" in head and b"\n" not in head


class _Blocks(io.RawIOBase):
    """A file of blocks."""

    def __init__(self, blocks: Iterator[bytes]):
        self._blocks = blocks
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = block
        view = memoryview(buffer)
        data, self._left = self._left[: view.nbytes], self._left[view.nbytes :]
        view[: len(data)] = data
        return len(data)
