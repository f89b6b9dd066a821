"""A JSON array of the objects that JSON lines have one a line."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from transforms.reading.formats.json_objects import array_objects
from transforms.reading.formats.jsonl import parse_object
from transforms.reading.record import ReadOptions, read_record
from transforms.records import DeadLetter, Document


def read(file: BinaryIO, path: str, options: ReadOptions) -> Iterator[Document | DeadLetter]:
    """Where the brackets of an object do not close, the rest of the file is one dead letter; JSON lines are safer."""
    parse = partial(_parse, options=options)
    for number, raw in enumerate(array_objects(file, options.max_record_bytes), start=1):
        yield read_record(parse, raw, f"{path}#{number}", options)


def _parse(raw: str, source: str, options: ReadOptions) -> Document:
    return parse_object(raw.encode("utf-8", "surrogateescape"), source, options)
