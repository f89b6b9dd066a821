"""JSON lines: one object a line with `id` (or `doc_id`, `pmid`), and `text` or `title` + `abstract` + `body`."""

import json
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.lines import line_cuts, lines
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.fields import ID_FIELDS, TEXT_FIELDS, document_of_fields
from transforms.reading.formats.json_objects import is_bioc
from transforms.reading.record import BadRecord, Outcome, ReadOptions, check_size, read_record
from transforms.records import Document

_MAX_ITEMS = 2_000_000  # brackets and commas in a line: each costs some 200 bytes of objects


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """The number of a record is its line in the file; blank lines are no records."""
    parse = partial(parse_object, options=options)
    for number, line in enumerate(lines(file, options.max_record_bytes, extent), start=extent.first):
        if not line.isspace():
            yield read_record(parse, line, f"{path}#{number}", options)


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Behind lines that are records, so that the number of the last record is that of the lines before the cut."""
    return line_cuts(file, options, lambda before, _: not before.isspace())


def parse_object(line: bytes, source: str, options: ReadOptions) -> Document:
    """The document of one object; raises BadRecord."""
    check_size(line, options)
    if line.count(b"[") + line.count(b"{") + line.count(b",") > _MAX_ITEMS:
        raise BadRecord("too_large", f"over {_MAX_ITEMS} items")
    try:
        record = json.loads(line)
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error
    except (ValueError, RecursionError) as error:
        raise BadRecord("bad_json", str(error)) from error
    if not isinstance(record, dict):
        raise BadRecord("wrong_type", f"a JSON object is expected. Received: {type(record).__name__}")
    return document_of_fields(record, source, options)


def _recognise(beginning: Beginning) -> bool:
    """Also where other formats may follow: a first line that is an object with the usual fields says enough."""
    if not beginning.is_json or beginning.text.startswith(b"["):
        return False
    try:
        record = json.loads(beginning.first_line)
    except (ValueError, RecursionError):
        record = None
    known = {beginning.options.id_field, beginning.options.text_field, *ID_FIELDS, "text", *TEXT_FIELDS}
    return (isinstance(record, dict) and len(known & record.keys()) > 1) or not is_bioc(beginning.text)


FORMAT = Format(
    "jsonl",
    "JSON lines: an object a line with `id`, `doc_id` or `pmid`, and `text` or `title`, `abstract`, `body`",
    (".jsonl", ".ndjson", ".json"),
    _recognise,
    read,
    Cut(cuts, read),
)
