"""A JSON array of the objects that JSON lines have one a line."""

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.format import Beginning, Format
from transforms.reading.formats.bioc_documents import is_bioc
from transforms.reading.formats.json_bytes import JsonBuffer
from transforms.reading.formats.jsonl import parse
from transforms.reading.record import BadRecord, Outcome, ReadOptions, read_record

_TEXT = re.compile(rb"\S")
_ITEM = re.compile(rb"[^\s,]")
_EMPTY = re.compile(rb"\s*+\[\s*+\]")


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Where an item does not end, the rest of the file is one dead letter; JSON lines are safer."""
    for number, raw in enumerate(_items(file, options.max_record_bytes), start=1):
        yield read_record(partial(parse, options=options), raw, f"{path}#{number}", options)


def _items(file: BufferedIOBase, limit: int) -> Iterator[bytes]:
    buffer = JsonBuffer(file, limit)
    if not buffer.move_to(_TEXT) or buffer.next_byte != b"[":
        raise BadRecord("bad_json", "an array is expected", raw=buffer.excerpt)
    buffer.place += 1
    while buffer.move_to(_ITEM):
        if buffer.next_byte == b"]":
            break
        raw = buffer.value() if buffer.next_byte in b"{[" else buffer.scalar()
        if raw is None:
            raise _endless(buffer)
        yield raw
    else:
        raise BadRecord("truncated", "the file ends inside the array")
    buffer.place += 1
    if buffer.move_to(_TEXT):
        raise BadRecord("bad_json", "text behind the array", raw=buffer.excerpt)


def _endless(buffer: JsonBuffer) -> BadRecord:
    raw = buffer.excerpt
    if not raw.startswith((b"{", b"[")):
        return BadRecord("bad_json", "neither an item of the array nor its end", raw=raw)
    if buffer.fill():
        return BadRecord("too_large", "an item of more brackets than any record may have", raw=raw)
    return BadRecord("truncated", "the file ends inside an item", raw=raw)


def _recognise(beginning: Beginning) -> bool:
    text = beginning.text
    return beginning.is_json and text.startswith(b"[") and not is_bioc(text, beginning.options)


def _says_empty(head: bytes) -> bool:
    return bool(_EMPTY.match(head))


FORMAT = Format(
    "json",
    "a JSON array of the objects that JSON lines have",
    (".json",),
    _recognise,
    read,
    says_empty=_says_empty,
)
