"""The documents of a BioC JSON file or of a JSON array, cut out of it without holding the file."""

import codecs
import re
from collections.abc import Iterator
from io import BufferedIOBase

from transforms.reading.record import BadRecord, ReadOptions

_BLOCK = 1 << 18
_MAX_ITEMS = 2_000_000  # brackets and commas in a record: each costs some 200 bytes of objects

_EXCERPT = 4_000  # characters of a damaged document, and more than the start of any document

_BIOC = re.compile(rb'(?<!\\)"(?:documents|passages|PubTator3)"\s*:\s*\[')
_EMPTY_LIST = re.compile(rb'\s*\[\s*\]|.*"(?:documents|PubTator3)"\s*:\s*\[\s*\]', re.DOTALL)
_KEY = re.compile(r'(?<!\\)"(documents|PubTator3|passages)"\s*:\s*\[')
_LIST = re.compile(r'"(?:documents|PubTator3)"\s*:\s*\[')
_BETWEEN = re.compile(r"[^\s,\[]")
_TEXT = re.compile(r"\S")
_DOCUMENT = re.compile(
    r'\{\s*(?:"_id"\s*:\s*"[^"]*"\s*,\s*)?"id"\s*:\s*(?:"[^"]*"|\d+)\s*,\s*(?:"infons"\s*:\s*\{[^{}]*\}\s*,\s*)?"passages"'
)
_NEXT = re.compile(f"{_LIST.pattern}|{_DOCUMENT.pattern}")
# Possessive, so that a string of any length is passed over without a memory of it.
_TO_BRACKET = re.compile(r'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+', re.DOTALL)


def is_bioc(head: bytes) -> bool:
    """Whether the first bytes of a file have a list of documents or passages."""
    return bool(_BIOC.search(head))


def is_empty_list(head: bytes) -> bool:
    """Whether a file of these bytes says that its list holds nothing."""
    return bool(_EMPTY_LIST.match(head))


def check_json_size(raw: str, options: ReadOptions) -> None:
    """A record over the limit is cut behind it, so that it is refused here."""
    items = sum(map(raw.count, "[{,"))
    if len(raw) > options.max_record_bytes or items > _MAX_ITEMS:
        raise BadRecord("too_large", f"{len(raw)} characters, {items} items")


def json_objects(file: BufferedIOBase, limit: int) -> Iterator[str]:
    """The text of each document. Bytes that are no UTF-8 are lone surrogates in it.

    One that is no JSON comes as it is, to where the next document seems to begin. Raises BadRecord if there is no next
    one, or the file ends too early.
    """
    buffer = _Buffer(file)
    buffer.fill()
    first = _KEY.search(buffer.text)
    in_list = not first or first[1] != "passages"
    if in_list and not buffer.move_behind(_LIST):
        raise BadRecord("not_bioc", "no list of documents", raw=buffer.text[:_EXCERPT].encode("utf-8", "replace"))
    while True:
        yield from _objects(buffer, limit)
        if in_list and not buffer.move_to(_BETWEEN):
            raise BadRecord("truncated", "the file ends inside the list of documents")
        if not buffer.move_to(_NEXT):
            return
        if buffer.text[buffer.place] != "{":  # or the list was not at its end: a stray bracket
            buffer.move_behind(_LIST)


def array_objects(file: BufferedIOBase, limit: int) -> Iterator[str]:
    """The text of each object of an array, as `json_objects`. Where one does not end, BadRecord is for all the rest."""
    buffer = _Buffer(file)
    if not buffer.move_to(_TEXT) or buffer.text[buffer.place] != "[":
        raise _bad("bad_json", "an array is expected", buffer)
    buffer.place += 1
    while True:
        if not buffer.move_to(_BETWEEN):
            raise BadRecord("truncated", "the file ends inside the array")
        if buffer.text[buffer.place] != "{":
            break
        yield _whole(buffer, limit) or _endless(buffer)
    if buffer.text[buffer.place] != "]":
        raise _bad("wrong_type", "an array of objects is expected", buffer)
    buffer.place += 1
    if buffer.move_to(_TEXT):
        raise _bad("bad_json", "text behind the array", buffer)


def _endless(buffer: "_Buffer") -> str:
    bad = _bad("too_large", "an object that does not end within the limit", buffer)
    if not buffer.fill():
        bad.reason = "truncated"
    raise bad


def _bad(reason: str, detail: str, buffer: "_Buffer") -> BadRecord:
    start = buffer.text[buffer.place : buffer.place + _EXCERPT]
    return BadRecord(reason, detail, raw=start.encode("utf-8", "replace"))


def _objects(buffer: "_Buffer", limit: int) -> Iterator[str]:
    while buffer.move_to(_BETWEEN) and buffer.text[buffer.place] != "]":
        starts_well = buffer.text[buffer.place] == "{"
        yield (starts_well and _whole(buffer, limit)) or _damaged(buffer)


def _whole(buffer: "_Buffer", limit: int) -> str | None:
    """The object at the place, by its brackets; None if they do not close. Nothing is decoded to find out."""
    depth, opened, scanned = 0, 0, 0
    while True:
        end = _end_of(_TO_BRACKET, buffer.text, buffer.place + scanned)
        scanned = end - buffer.place
        bracket = buffer.text[end : end + 1]
        if bracket in ("", '"'):  # the buffer is at its end, maybe inside a string
            next_one = _DOCUMENT.search(buffer.text, buffer.place + 1)
            if next_one or opened > _MAX_ITEMS or scanned > limit or not buffer.fill():
                return None
            continue
        depth += 1 if bracket in "{[" else -1
        opened += bracket in "{["
        scanned += 1
        if depth <= 0:
            swallowed = buffer.text.count('"passages"', buffer.place, end) > 1
            return None if swallowed else buffer.take(end + 1)


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _damaged(buffer: "_Buffer") -> str:
    """Passes over everything to the next document; the start of it is enough for a dead letter."""
    start = buffer.text[buffer.place : buffer.place + _EXCERPT]
    buffer.place += 1
    if not buffer.move_to(_DOCUMENT):
        raise BadRecord("truncated", "the file ends inside a document", raw=start.encode("utf-8", "replace"))
    return start


class _Buffer:
    """The part of the file around the place that has been reached."""

    def __init__(self, file: BufferedIOBase):
        self.text = ""
        self.place = 0
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")

    def fill(self) -> bool:
        """Forgets what lies before the place, and reads on; False at the end of the file."""
        block = b""
        wanted = max(_BLOCK, len(self.text) - self.place)  # doubling, so that a long object is not tried too often
        while len(block) < wanted and (piece := self._file.read1(wanted - len(block))):
            block += piece
        self.text = self.text[self.place :] + self._decoder.decode(block, final=not block)
        self.place = 0
        return bool(block)

    def take(self, end: int) -> str:
        start, self.place = self.place, end
        return self.text[start:end]

    def move_to(self, pattern: re.Pattern[str]) -> bool:
        """Goes to the next match."""
        while not (match := pattern.search(self.text, self.place)):
            self.place = max(self.place, len(self.text) - _EXCERPT)
            if not self.fill():
                return False
        self.place = match.start()
        return True

    def move_behind(self, pattern: re.Pattern[str]) -> bool:
        """Goes behind the next match."""
        if not self.move_to(pattern):
            return False
        self.place = _end_of(pattern, self.text, self.place)
        return True
