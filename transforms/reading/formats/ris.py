"""RIS, as most reference managers and publishers export it: a citation is lines such as `TI  - On rats.`

https://en.wikipedia.org/wiki/RIS_(file_format)
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.lines import line_cuts, lines
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.tagged_lines import citation_parts, fields_of, first_of
from transforms.reading.record import BadRecord, Outcome, ReadOptions, document_of, read_record
from transforms.records import Document

_BEGIN = re.compile(rb"[ \t]{0,9}TY {1,2}- ?")
_TYPE = re.compile(rb"[ \t]{0,9}TY {1,2}- ?[A-Z]{2,20}\s*+")
_END = re.compile(rb"[ \t]{0,9}ER {1,2}-")
_TAGGED = re.compile(rb"[ \t]{0,9}[A-Z][A-Z0-9] {1,2}- ")
_TAG = re.compile(r"[ \t]{0,9}([A-Z][A-Z0-9]) {1,2}- ?")
_HEAD_LINES = 20  # of a provider, before the first record


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """Title, one space, abstract. The id is the accession number, else the DOI, else the record's own id."""
    records = _records(lines(file, options.max_record_bytes, extent), options.max_record_bytes)
    for number, raw in enumerate(records, start=extent.first):
        yield read_record(partial(_parse, options=options), raw, f"{path}#{number}", options)


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Before types, where a record begins whatever comes before."""
    return line_cuts(file, options, lambda _, line: bool(_BEGIN.match(line)))


def _records(lines: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Bytes of each record, cut behind the limit; lines between records are none, unless they have tags."""
    record = bytearray()
    for line in lines:
        if record and _BEGIN.match(line):
            yield bytes(record)
            record.clear()
        if len(record) <= limit and (record or _BEGIN.match(line) or _TAGGED.match(line)):
            record += line
        if record and _END.match(line):
            yield bytes(record)
            record.clear()
    if record:
        yield bytes(record)


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    fields = fields_of(raw, _TAG, options)
    doc_id = first_of(fields, "AN", "DO", "ID")
    if "TY" not in fields or "ER" not in fields:
        raise BadRecord("malformed_ris", "a record without TY at its beginning or ER at its end", doc_id or None)
    if not doc_id:
        raise BadRecord("missing_id", "none of AN, DO, ID")
    title = first_of(fields, "TI", "T1", "CT", "BT")
    return document_of(doc_id, source, citation_parts(title, first_of(fields, "AB", "N2"), doc_id=doc_id))


def _recognise(beginning: Beginning) -> bool:
    lines = beginning.text.splitlines()[:_HEAD_LINES]
    return any(_TYPE.fullmatch(line) for line in lines)


FORMAT = Format(
    "ris",
    "RIS, of reference managers and publishers: title and abstract of each citation",
    (".ris",),
    _recognise,
    read,
    Cut(cuts, read),
    has_lines=True,
)
