"""A JSON array of the objects that JSON lines have one a line."""

from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.format import Beginning, Format
from transforms.reading.formats.json_objects import array_objects, is_empty_list
from transforms.reading.formats.jsonl import parse_object
from transforms.reading.record import Outcome, ReadOptions, read_record
from transforms.records import Document


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Where the brackets of an object do not close, the rest of the file is one dead letter; JSON lines are safer."""
    parse = partial(_parse, options=options)
    for number, raw in enumerate(array_objects(file, options.max_record_bytes), start=1):
        yield read_record(parse, raw, f"{path}#{number}", options)


def _parse(raw: str, source: str, options: ReadOptions) -> Document:
    return parse_object(raw.encode("utf-8", "surrogateescape"), source, options)


def _recognise(beginning: Beginning) -> bool:
    return beginning.is_json and beginning.text.startswith(b"[")


FORMAT = Format(
    "json",
    "a JSON array of the objects that JSON lines have",
    (".json",),
    _recognise,
    read,
    says_empty=is_empty_list,
)
