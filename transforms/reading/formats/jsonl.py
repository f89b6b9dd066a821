"""JSON lines: one object a line with `id` (or `doc_id`, `pmid`), and `text` or `title` + `abstract` + `body`."""

from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.lines import line_cuts, lines
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.bioc_documents import is_bioc
from transforms.reading.formats.fields import document_of_fields
from transforms.reading.formats.json_bytes import parse_object
from transforms.reading.record import Outcome, ReadOptions, read_record
from transforms.records import Document


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """The number of a record is its line in the file; blank lines are no records."""
    for number, line in enumerate(lines(file, options.max_record_bytes, extent), start=extent.first):
        if not line.isspace():
            yield read_record(partial(parse, options=options), line, f"{path}#{number}", options)


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Behind lines that are records, so that the number of the last record is that of the lines before the cut."""
    return line_cuts(file, options, lambda before, _: not before.isspace())


def parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    """The document of one object; raises BadRecord."""
    return document_of_fields(parse_object(raw, options), source, options)


def _recognise(beginning: Beginning) -> bool:
    text = beginning.text
    return beginning.is_json and text.startswith(b"{") and not is_bioc(text, beginning.options)


FORMAT = Format(
    "jsonl",
    "JSON lines: an object a line with `id`, `doc_id` or `pmid`, and `text` or `title`, `abstract`, `body`",
    (".jsonl", ".ndjson", ".json"),
    _recognise,
    read,
    Cut(cuts, read),
    has_lines=True,
)
