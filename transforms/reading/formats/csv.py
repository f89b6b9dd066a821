"""CSV and TSV with a header line; columns as the fields of JSON lines, their names in any case."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from io import BufferedIOBase
from typing import NamedTuple

from transforms.reading.budget import CSV_LINES
from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.lines import lines
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.csv_header import Table, delimiter_of, table_of, text_of_line
from transforms.reading.formats.fields import document_of_fields
from transforms.reading.record import BadRecord, Outcome, ReadOptions, check_size, read_record
from transforms.records import Document


class _Row(NamedTuple):
    raw: bytes
    values: list[str] | None
    error: str = ""


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """A quote that is never closed costs the line it stands in, not the rows that it would swallow.

    The number of a record is that of its row under the header.
    """
    source = lines(file, options.max_record_bytes, extent)
    table = table_of(next(lines(file, options.max_record_bytes) if extent.start else source, b""), options)
    csv.field_size_limit(max(csv.field_size_limit(), options.max_document_characters))  # of the whole process
    for number, row in enumerate(_rows(_Lines(source, options.max_record_bytes), table), start=extent.first):
        parse = partial(_parse, row=row, table=table)
        yield read_record(parse, row.raw, f"{path}#{number}", options)


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Behind rows, all of which are read to find them: from the middle nobody can tell which line breaks are quoted.

    Nothing behind a cut has been tried with a row before it, so that this row would be the same without it.
    """
    source = lines(file, options.max_record_bytes)
    table = table_of(next(source, b""), options)
    csv.field_size_limit(max(csv.field_size_limit(), options.max_document_characters))
    waiting, last = _Lines(source, options.max_record_bytes), 0
    for row in _rows(waiting, table):
        place = file.tell()
        if place - last >= options.part_bytes and row.raw.endswith(b"\n") and not waiting.has_back():
            last = place
            yield last


def _rows(waiting: "_Lines", table: Table) -> Iterator[_Row]:
    while waiting:
        row = _next_row(waiting, table.delimiter, len(table.header))
        if row.values is None or row.values:
            yield row


def _next_row(waiting: "_Lines", delimiter: str, columns: int) -> _Row:
    """The next row; of one that is no row, only the first line is used up."""
    if waiting.first_is_cut():
        return _Row(waiting.take_first(), None)
    try:
        values = next(csv.reader(map(text_of_line, waiting), delimiter=delimiter, strict=True))
        error = f"{len(values)} values under {columns} columns"
    except csv.Error as failure:
        values, error = None, str(failure)
    if values is not None and len(values) in (0, columns):
        return _Row(waiting.take_all(), values)
    line = waiting.take_first()
    plain = text_of_line(line).rstrip("\r\n").split("\t")  # many a tool that writes TSV knows no quotes
    return _Row(line, plain if delimiter == "\t" and len(plain) == columns else None, error)


class _Lines:
    """Lines that a row has been tried with, and may be given back."""

    def __init__(self, source: Iterable[bytes], limit: int):
        self._source = iter(source)
        self._limit = limit
        self._given: list[bytes] = []
        self._back: deque[bytes] = deque()

    def __bool__(self) -> bool:
        if not self._back:
            self._back.extend(line for line in [next(self._source, b"")] if line)
        return bool(self._back)

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        while self and len(self._given) < CSV_LINES and size <= self._limit:
            self._given.append(self._back.popleft())
            size += len(self._given[-1])
            yield self._given[-1]

    def has_back(self) -> bool:
        """Whether lines have been read that no row has used."""
        return bool(self._back)

    def first_is_cut(self) -> bool:
        """Such a line is not worth the memory of trying."""
        return len(self._back[0]) > self._limit

    def take_first(self) -> bytes:
        self._back.extendleft(reversed(self._given[1:]))
        first, self._given = self._given[0] if self._given else self._back.popleft(), []
        return first

    def take_all(self) -> bytes:
        given, self._given = b"".join(self._given), []
        return given


def _parse(raw: bytes, source: str, row: _Row, table: Table) -> Document:
    check_size(raw, table.options)
    if row.values is None:
        raise BadRecord("too_large" if "field limit" in row.error else "malformed_csv", row.error)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error
    return document_of_fields(dict(zip(table.header, row.values, strict=True)), source, table.options)


def _recognise(beginning: Beginning) -> bool:
    return delimiter_of(beginning.first_line, beginning.options) is not None


def _says_empty(head: bytes) -> bool:
    return not head.partition(b"\n")[2].split()


FORMAT = Format(
    "csv",
    "a header line; commas, semicolons, tabs or bars between values; columns as the fields of JSON lines, in any case",
    (".csv", ".tsv"),
    _recognise,
    read,
    Cut(cuts, read),
    _says_empty,
    has_lines=True,
)
