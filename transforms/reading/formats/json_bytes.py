"""JSON values in the bytes of a file, found by their brackets and quotes, so that each can be parsed alone.

Bytes are looked at once, and no more of a value is held than the limit and a block.
"""

import codecs
import json
import re
import sys
from collections.abc import Iterator
from io import BufferedIOBase
from typing import Any, NamedTuple

from transforms.reading.budget import JSON_ITEMS
from transforms.reading.bytes.blocks import read_fully
from transforms.reading.record import BadRecord, ReadOptions, check_size

EXCERPT = 4_000  # bytes of a damaged value, and more than the start of any BioC document

_BLOCK = 1 << 18

# Possessive, so that a string of any length is passed over without a memory of it. Brackets without others in them are
# passed over as well.
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_PLAIN = rb'[^"{}\[\]]*+(?:%s[^"{}\[\]]*+)*+' % _STRING
_TO_BRACKET = re.compile(rb'[^"{}\[\]]*+(?:(?:%s|\{%s\}|\[%s\])[^"{}\[\]]*+)*+' % (_STRING, _PLAIN, _PLAIN), re.DOTALL)
_TO_QUOTE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[{}\[\]]', re.DOTALL)
_TO_VALUE = re.compile(rb"\s*+:\s*+\[?")
_SCALAR = re.compile(rb"(?:%s|[\w.+-]++)(?=\s*+[,\]])" % _STRING, re.DOTALL)


class Key(NamedTuple):
    """A key of an object; `place` is where its value begins, of a list where its first item does."""

    name: str
    holds_list: bool
    place: int


def parse_object(raw: bytes, options: ReadOptions) -> dict[str, Any]:
    """The object that the bytes are; raises BadRecord."""
    check_size(raw, options)
    if raw.count(b"[") + raw.count(b"{") + raw.count(b",") > JSON_ITEMS:
        raise BadRecord("too_large", f"over {JSON_ITEMS} items")
    try:
        value = json.loads(raw.decode())
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error
    except (ValueError, RecursionError) as error:
        raise BadRecord("bad_json", str(error)) from error
    if not isinstance(value, dict):
        raise BadRecord("wrong_type", f"a JSON object is expected. Received: {type(value).__name__}")
    return value


def keys_of(data: bytes | bytearray, start: int = 0, end: int = sys.maxsize) -> Iterator[Key]:
    """Keys of the object that begins at `start`, not those of objects within; its end may be missing.

    >>> [key.name for key in keys_of(b'{"id": 1, "infons": {"type": "x"}, "passages": [{"te')]
    ['id', 'infons', 'passages']
    """
    depth = 0
    for token in _TOKEN.finditer(data, start, end):
        if token[0] in b"{[":
            depth += 1
        elif token[0] in b"}]":
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and (value := _TO_VALUE.match(data, token.end())):
            yield Key(token[0][1:-1].decode("utf-8", "replace"), value[0][-1:] == b"[", value.end())


class Stop(NamedTuple):
    """What cannot stand in a value that is whole: a pattern, and a word in each match of it that is quicker to find."""

    pattern: re.Pattern[bytes]
    word: bytes

    def is_in(self, data: bytearray, start: int, end: int, own: bool) -> bool:
        """`own`: the value itself has the word once."""
        return data.count(self.word, start, end) > own and bool(self.pattern.search(data, start, end))


class JsonBuffer:
    """The part of a file from the place that has been reached."""

    def __init__(self, file: BufferedIOBase, limit: int):
        """No value is handed out with more than `limit + 1` bytes."""
        self.data = bytearray()
        self.place = 0
        self._file = file
        self._limit = limit
        self._is_new = True

    def fill(self) -> bool:
        """Forgets what lies before the place, and reads on; False at the end of the file."""
        block = read_fully(self._file, _BLOCK)
        del self.data[: self.place]
        self.place = 0
        self.data += block.removeprefix(codecs.BOM_UTF8) if self._is_new else block
        self._is_new = False
        return bool(block)

    @property
    def next_byte(self) -> bytes:
        return bytes(self.data[self.place : self.place + 1])

    @property
    def excerpt(self) -> bytes:
        return bytes(self.data[self.place : self.place + EXCERPT])

    def hold(self, size: int) -> None:
        """Reads on until so many bytes behind the place are held, or all that there are."""
        while len(self.data) - self.place < size and self.fill():
            pass

    def move_to(self, pattern: re.Pattern[bytes]) -> bool:
        """Goes to the next match of a pattern that is shorter than an excerpt; False if there is none."""
        while not (match := pattern.search(self.data, self.place)):
            self.place = max(self.place, len(self.data) - EXCERPT)
            if not self.fill():
                return False
        self.place = match.start()
        return True

    def scalar(self) -> bytes | None:
        """The string, number or word at the place and the place behind it; None if it is no item of a list."""
        self.hold(EXCERPT)
        match = _SCALAR.match(self.data, self.place)
        if match is None:
            return None
        self.place = match.end()
        return match[0]

    def value(self, stop: Stop | None = None, depth: int = 0) -> bytes | None:
        """The object or array at the place, cut behind the limit, and the place behind it.

        None, and the place where it was, if the value does not end before the file does, before it has more brackets
        than any record may have, or before the next match of `stop`. `depth`: brackets that were opened before.
        """
        scan = _Scan(depth)
        clean = 0 if depth else 1  # so many bytes behind the place hold no match of `stop`
        while True:
            end = scan.end_in(self.data, self.place)
            searched = len(self.data) if end is None else end
            if stop and stop.is_in(self.data, self.place + clean, searched, own=clean == 1):
                return None
            if end is not None:
                start, self.place = self.place, end
                return bytes(self.data[start : min(end, start + self._limit + 1)])
            clean = max(clean, len(self.data) - self.place - EXCERPT)
            dropped = self._drop_middle()
            scan.scanned -= dropped
            clean -= dropped
            if scan.opened > JSON_ITEMS or not self.fill():
                return None

    def _drop_middle(self) -> int:
        """Of a value over the limit keeps what is handed out, and the last bytes; says how many went."""
        begin, end = self.place + self._limit + 1, len(self.data) - EXCERPT
        if begin >= end:
            return 0
        del self.data[begin:end]
        return end - begin


class _Scan:
    """How many bytes of a value have been looked at, and how deep in it the last of them is."""

    def __init__(self, depth: int):
        self.scanned = 0
        self.opened = 0  # brackets
        self._depth = depth
        self._in_string = False

    def end_in(self, data: bytearray, start: int) -> int | None:
        """Where the value that begins at `start` ends; None if not within the data."""
        place = start + self.scanned
        if not self.scanned and not self._depth and place < len(data):  # so that an empty value is no item of another
            place, self._depth = place + 1, 1
        while place < len(data) and (match := (_TO_QUOTE if self._in_string else _TO_BRACKET).match(data, place)):
            place = match.end()
            sign = data[place : place + 1]
            if sign == b"" or sign == b"\\":  # the data end, maybe behind a backslash
                break
            place += 1
            if sign == b'"':
                self._in_string = not self._in_string
            elif sign == b"{" or sign == b"[":
                self.opened += 1
                self._depth += 1
            elif self._depth > 1:
                self._depth -= 1
            else:
                return place
        self.scanned = place - start
        return None
