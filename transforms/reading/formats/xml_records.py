"""The records of an XML file, found in its bytes, so that each can be parsed alone.

A file of any size takes the memory of one record, and a record that is not well-formed leaves its neighbours whole.
"""

import re
import sys
from collections.abc import Iterator
from io import BufferedIOBase
from typing import NamedTuple

from transforms.reading.budget import XML_COMMENT
from transforms.reading.bytes.encoding import utf8_blocks
from transforms.reading.format import Beginning
from transforms.reading.formats.xml_names import WHOLE_DOCTYPE, elements_of, root_of
from transforms.reading.record import BadRecord

_KEPT = 256  # bytes kept back, so that a tag cut by the end of a block is seen whole
_HEAD = 1 << 16

_DOCTYPE = b"!DOCTYPE"
_ENDS = {b"!--": b"-->", b"![CDATA[": b"]]>", b"?": b"?>"}  # what may hold tags that are none, and how it ends
_OTHER = rb"!--|!\[CDATA\[|\?|!DOCTYPE"


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
    """The bytes of each record, cut behind the limit. What looks like a tag in a comment or in CDATA is none.

    A record that does not end before the next begins comes as it is, to be refused when it is parsed. Raises BadRecord
    if the file ends inside a record or without the end tag of its root, and if it is of another kind.
    """
    splitter = _Splitter(shape, limit)
    for block in utf8_blocks(file):
        yield from splitter.feed(block)
    yield from splitter.close()


class _Splitter:
    """Bytes go in, whole records come out; what lies between records is forgotten."""

    def __init__(self, shape: Shape, limit: int):
        names = "|".join(shape.records).encode()
        roots = "|".join(shape.containers).encode()
        tags = rb"(?P<start>%s)(?=[\s/>])|/(?P<end>%s)\s{0,99}+>|/(?P<root>%s)\s{0,99}+>" % (names, names, roots)
        self._tag = re.compile(rb"<(?:%s)" % tags)
        self._tag_or_other = re.compile(rb"<(?:%s|(?P<other>%s))" % (tags, _OTHER))
        self._is_damaged = False  # the open record, by something in it that was never closed
        self._shape = shape
        self._limit = limit
        self._buffer = bytearray()
        self._begin = 0  # of the record that is open
        self._scanned = 0
        self._open: bytes | None = None  # name of the record
        self._until = b""  # what ends the comment or the like that the scan is in
        self._none_before = dict.fromkeys(_ENDS.values(), 0)  # up to where there is no such end
        self._ended: bytes | None = None  # name of the root whose end tag came last, behind all records
        self._head = b""
        self._count = 0

    def feed(self, block: bytes, is_last: bool = False) -> Iterator[bytes]:
        if len(self._head) < _HEAD:
            self._head += block[:_HEAD]
        self._buffer += block
        while tag := self._next_tag(is_last):
            if self._open and self._open in (tag["start"], tag["end"]):
                yield self._record(tag.start() if tag["start"] else tag.end())
            if tag["start"] and not self._open:
                self._open, self._begin, self._ended = tag["start"], tag.start(), None
            if tag["root"] and not self._open:
                self._ended = tag["root"]
        self._forget()

    def close(self) -> Iterator[bytes]:
        """What could not be decided before the end of the file; then nothing may be left over."""
        yield from self.feed(b"", is_last=True)
        if self._open:
            raise BadRecord("truncated", f"the file ends inside <{self._open.decode()}>", raw=bytes(self._buffer))
        if self._until:
            raise BadRecord("truncated", f"the file ends before {self._until.decode()}", raw=bytes(self._buffer))
        root = root_of(self._head)
        if not self._count and root not in self._shape.containers:
            raise BadRecord(f"not_{self._shape.format}", f"the root element is {root}", raw=self._head)
        if root in self._shape.containers and self._ended != root.encode():
            raise BadRecord("truncated", f"the file ends before </{root}>", raw=bytes(self._buffer))

    def _next_tag(self, is_last: bool) -> re.Match[bytes] | None:
        """The next tag of a record or of a root; None if the bytes do not say."""
        while not self._until or self._pass_over(is_last):
            match = (self._tag if self._is_damaged else self._tag_or_other).search(self._buffer, self._scanned)
            if match is None:
                self._scanned = max(self._scanned, len(self._buffer) - _KEPT)
                return None
            if self._is_damaged or match["other"] is None:
                self._scanned = match.end()
                return match
            if match["other"] != _DOCTYPE:
                self._scanned, self._until = match.end(), _ENDS[match["other"]]
            elif not self._pass_over_doctype(match, is_last):
                return None
        return None

    def _pass_over(self, is_last: bool) -> bool:
        """Goes behind the end of a comment or the like; False if that is still to come.

        One that opens in a record and does not close within `XML_COMMENT` bytes is damage of this record alone.
        """
        limit = self._scanned + XML_COMMENT if self._open else sys.maxsize
        start = max(self._scanned, self._none_before[self._until])
        end = self._buffer.find(self._until, start, limit)
        if end >= 0:
            self._scanned, self._until = end + len(self._until), b""
            return True
        self._none_before[self._until] = max(start, min(len(self._buffer), limit) - len(self._until) + 1)
        if not self._open:
            self._scanned = self._none_before[self._until]
        elif len(self._buffer) >= limit or is_last:
            self._until, self._is_damaged = b"", True
        return not self._until

    def _pass_over_doctype(self, match: re.Match[bytes], is_last: bool) -> bool:
        """As `_pass_over`; a record has no document type, and of one that is damaged the beginning is passed over."""
        whole = None if self._open else WHOLE_DOCTYPE.match(self._buffer, match.start())
        if not (whole or self._open or is_last) and len(self._buffer) - match.start() < XML_COMMENT:
            self._scanned = match.start()
            return False
        self._scanned = (whole or match).end()
        return True

    def _record(self, end: int) -> bytes:
        self._count += 1
        self._open, self._is_damaged = None, False
        return bytes(self._buffer[self._begin : min(end, self._begin + self._limit + 1)])

    def _forget(self) -> None:
        """All before the open record or, if none is open, before what is still to be looked at."""
        if self._open:
            kept, end = self._begin + self._limit + 1, min(self._scanned, len(self._buffer) - _KEPT)
            if kept < end:
                del self._buffer[kept:end]
                self._move(end - kept)
        begin = self._begin if self._open else self._scanned
        del self._buffer[:begin]
        self._move(begin)
        self._begin = 0

    def _move(self, size: int) -> None:
        self._scanned -= size
        for end in self._none_before:
            self._none_before[end] = max(self._none_before[end] - size, 0)
