"""The documents of a BioC JSON file, cut out of it without holding the file.

A document that is damaged costs itself: where its brackets do not close, the next one is found by how documents begin.
"""

import re
from collections.abc import Iterator
from io import BufferedIOBase

from transforms.reading.budget import BIOC_HEADER
from transforms.reading.formats.json_bytes import JsonBuffer, Stop, keys_of
from transforms.reading.record import BadRecord, ReadOptions

_LISTS = {"documents", "PubTator3"}
_TEXTS = {"text", "title", "abstract", "body"}

_VALUE = re.compile(rb"[^\s,\[\]}]")
_ITEM = re.compile(rb"[^\s,\[]")
_DOCUMENT = re.compile(
    rb'\{\s{0,99}+(?:"_id"\s{0,99}+:\s{0,99}+"[^"]{0,999}+"\s{0,99}+,\s{0,99}+)?'
    rb'"id"\s{0,99}+:\s{0,99}+(?:"[^"]{0,999}+"|\d{1,99}+)\s{0,99}+,\s{0,99}+'
    rb'(?:"infons"\s{0,99}+:\s{0,99}+\{[^{}]{0,1999}+\}\s{0,99}+,\s{0,99}+)?"passages"'
)


_NEXT = Stop(_DOCUMENT, b'"passages"')


def is_bioc(head: bytes, options: ReadOptions) -> bool:
    """Whether the first object of a file is a collection or a document of BioC, and no object with a text of its own.

    >>> is_bioc(b'[{"id": 1, "passages": [{"text": "Zinc."}]}]', ReadOptions())
    True
    >>> is_bioc(b'[{"id": 1, "text": "Zinc.", "passages": [7]}]', ReadOptions())
    False
    """
    keys = list(keys_of(head, head.find(b"{")))
    if {options.text_field, *_TEXTS} & {key.name for key in keys}:
        return False
    return any(key.holds_list and key.name in {*_LISTS, "passages"} for key in keys)


def documents(file: BufferedIOBase, limit: int) -> Iterator[bytes]:
    """The bytes of each document, cut behind the limit.

    One that is no JSON comes as it is, to where the next document seems to begin. Raises BadRecord if there is no next
    one, or the file ends too early.
    """
    buffer = JsonBuffer(file, limit)
    buffer.fill()
    is_array = buffer.data.lstrip().startswith(b"[")
    while buffer.move_to(_VALUE):
        first = _first_item(buffer) if buffer.next_byte == b"{" else None
        if first is None:
            yield _item(buffer)
        else:
            buffer.place = first
            yield from _collection(buffer)
    if is_array and not buffer.data.rstrip().endswith(b"]"):
        raise BadRecord("truncated", "the file ends inside the list of documents")


def _first_item(buffer: JsonBuffer) -> int | None:
    """Where the list of the collection at the place begins; None if it is a document."""
    buffer.hold(BIOC_HEADER)
    for key in keys_of(buffer.data, buffer.place, buffer.place + BIOC_HEADER):
        if key.name == "passages":
            return None
        if key.name in _LISTS and key.holds_list:
            return key.place
    return None


def _collection(buffer: JsonBuffer) -> Iterator[bytes]:
    """Items of the list and what is behind it; a stray bracket may have ended the list too early."""
    yield from _items(buffer)
    while buffer.value(stop=_NEXT, depth=1) is None and buffer.move_to(_DOCUMENT):
        yield from _items(buffer)


def _items(buffer: JsonBuffer) -> Iterator[bytes]:
    while buffer.move_to(_ITEM):
        if buffer.next_byte == b"]":
            buffer.place += 1
            return
        yield _item(buffer)
    raise BadRecord("truncated", "the file ends inside the list of documents")


def _item(buffer: JsonBuffer) -> bytes:
    raw = buffer.value(stop=_NEXT) if buffer.next_byte == b"{" else buffer.scalar()
    return _damaged(buffer) if raw is None else raw


def _damaged(buffer: JsonBuffer) -> bytes:
    """Passes over everything to the next document; the start of it is enough for a dead letter."""
    start = buffer.excerpt
    buffer.place += 1
    if not buffer.move_to(_DOCUMENT):
        raise BadRecord("truncated", "the file ends inside a document", raw=start)
    return start
