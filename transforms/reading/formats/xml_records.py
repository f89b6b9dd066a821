"""The records of an XML file, found in its bytes, so that each can be parsed alone.

A file of any size takes the memory of one record, and a record that is not well-formed leaves its neighbours whole.
"""

import re
from collections.abc import Iterator
from io import BufferedIOBase
from typing import NamedTuple

from transforms.reading.bytes.encoding import utf8_blocks
from transforms.reading.format import Beginning
from transforms.reading.formats.xml_names import elements_of, root_of
from transforms.reading.record import BadRecord

_KEPT = 256  # bytes kept back, so that a tag cut by the end of a block is seen whole
_HEAD = 1 << 16


class Shape(NamedTuple):
    """Names of the elements that are records, and of those that hold them."""

    format: str
    records: tuple[str, ...]
    containers: tuple[str, ...]

    def recognise(self, beginning: Beginning) -> bool:
        """Whether the root element is one of them."""
        return beginning.root in (*self.records, *self.containers)

    def says_empty(self, head: bytes) -> bool:
        """Whether there is a root element and nothing in it."""
        return len(elements_of(head)) <= 1


def xml_records(file: BufferedIOBase, shape: Shape, limit: int) -> Iterator[bytes]:
    """The bytes of each record, cut behind the limit.

    One that does not end before the next begins comes as it is, to be refused when it is parsed. Raises BadRecord if
    the file ends inside a record or without the end tag of its root, and if it is of another kind.
    """
    splitter = _Splitter(shape, limit)
    for block in utf8_blocks(file):
        yield from splitter.feed(block)
    splitter.close()


class _Splitter:
    """Bytes go in, whole records come out; what lies between records is forgotten."""

    def __init__(self, shape: Shape, limit: int):
        names = "|".join(shape.records).encode()
        roots = "|".join(shape.containers).encode()
        self._boundary = re.compile(
            rb"<(?P<start>%s)(?=[\s/>])|</(?P<end>%s)\s*>|</(?P<root>%s)\s*>" % (names, names, roots)
        )
        self._shape = shape
        self._limit = limit
        self._buffer = bytearray()
        self._scanned = 0
        self._open: bytes | None = None  # name of the record that the buffer begins with
        self._ended: bytes | None = None  # name of the root whose end tag came last, behind all records
        self._head = b""
        self._count = 0

    def feed(self, block: bytes) -> Iterator[bytes]:
        if len(self._head) < _HEAD:
            self._head += block[:_HEAD]
        self._buffer += block
        begin = 0
        for match in self._boundary.finditer(self._buffer, self._scanned):
            if self._open and self._open in (match["start"], match["end"]):
                end = match.start() if match["start"] else match.end()
                yield self._record(begin, end)
                self._open = None
            if match["start"] and not self._open:
                self._open, begin, self._ended = match["start"], match.start(), None
            if match["root"] and not self._open:
                self._ended = match["root"]
            self._scanned = match.end()
        self._forget(begin)

    def close(self) -> None:
        """Nothing may be left over."""
        if self._open:
            raise BadRecord("truncated", f"the file ends inside <{self._open.decode()}>", raw=bytes(self._buffer))
        root = root_of(self._head)
        if not self._count and root not in self._shape.containers:
            raise BadRecord(f"not_{self._shape.format}", f"the root element is {root}", raw=self._head)
        if root in self._shape.containers and self._ended != root.encode():
            raise BadRecord("truncated", f"the file ends before </{root}>", raw=bytes(self._buffer))

    def _record(self, begin: int, end: int) -> bytes:
        self._count += 1
        return bytes(self._buffer[begin : min(end, begin + self._limit + 1)])

    def _forget(self, begin: int) -> None:
        size = len(self._buffer)
        if not self._open:
            begin = max(size - _KEPT, 0)
        elif size - begin > self._limit + 2 * _KEPT:
            del self._buffer[begin + self._limit + 1 : size - _KEPT]
        del self._buffer[:begin]
        self._scanned = max(self._scanned - begin, len(self._buffer) - _KEPT, 0)
