"""Standard streams of a job: none of them, closed, full of other letters or left by its reader, ends the work."""

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def settle_streams() -> None:
    """For the start of a process, before a file that holds data is opened.

    Streams that are closed lead nowhere, since a file would get their number. What is printed to a pipe whose reader
    has gone is lost. Characters that the encoding of a stream lacks are written by their numbers. `sys.stderr` gets a
    number of its own: that of the process is what worker processes inherit.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            _lead_nowhere(number)
    sys.stdout = _settled(sys.stdout, 1)
    sys.stderr = _settled(sys.stderr, 2)


def _lead_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
    os.set_inheritable(number, True)


def _settled(stream: TextIO | None, number: int) -> TextIO:
    """`stream`: None for one that was closed when Python started, whatever has its number now."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8", errors="replace")  # noqa: PTH123  # open until the process ends
    with suppress(OSError, ValueError):
        stream.flush()
    raw = _Lasting(io.FileIO(os.dup(number), "w"))
    at_once = bool(stream.line_buffering or getattr(stream, "write_through", False))
    return io.TextIOWrapper(io.BufferedWriter(raw), stream.encoding, "backslashreplace", line_buffering=at_once)


class _Lasting(io.RawIOBase):
    """A stream that takes whatever is written, also when nobody reads it any more."""

    def __init__(self, file: io.FileIO):
        self._file = file

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()

    def write(self, data: "ReadableBuffer") -> int | None:
        try:
            return self._file.write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes
