"""CSV and TSV with a header line; columns as the fields of JSON lines."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from transforms.formats.fields import ID_FIELDS, TEXT_FIELDS, document_of_fields
from transforms.formats.lines import lines
from transforms.formats.record import BadRecord, ReadOptions, check_size, read_record
from transforms.records import DeadLetter, Document

_DELIMITERS = ("\t", ",", ";")
_MAX_LINES = 10_000  # of one quoted record: further on a quote was never closed


class _Row(NamedTuple):
    raw: bytes
    values: list[str] | None
    error: str = ""


def read(file: BinaryIO, path: str, options: ReadOptions) -> Iterator[Document | DeadLetter]:
    """A quote that is never closed costs the line it stands in, not the rows that it would swallow.

    The number of a record is that of its row under the header.
    """
    csv.field_size_limit(max(csv.field_size_limit(), options.max_document_characters))  # of the whole process
    source = lines(file, options.max_record_bytes)
    header_line = next(source, b"")
    delimiter = delimiter_of(header_line, options)
    if delimiter is None:
        raise BadRecord("missing_header", "the first line names no id and text columns", raw=header_line)
    header = _columns(header_line, delimiter)
    for number, row in enumerate(_rows(source, delimiter, len(header), options.max_record_bytes), start=1):
        parse = partial(_parse, row=row, header=header, options=options)
        yield read_record(parse, row.raw, f"{path}#{number}", options)


def delimiter_of(header: bytes, options: ReadOptions) -> str | None:
    r"""The delimiter that makes a header of the line, if one does.

    >>> delimiter_of(b"pmid\ttitle\tabstract\r\n", ReadOptions())
    '\t'
    """
    ids = {options.id_field} if options.id_field else set(ID_FIELDS)
    texts = {options.text_field} if options.text_field else {"text", *TEXT_FIELDS}
    for delimiter in _DELIMITERS:
        columns = set(_columns(header, delimiter))
        if ids & columns and texts & columns:
            return delimiter
    return None


def _columns(header: bytes, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([_text(header)], delimiter=delimiter), [])
    except csv.Error:
        return []


def _text(line: bytes) -> str:
    """Bytes that are no UTF-8 become lone surrogates, which only their own row is refused for."""
    return line.decode("utf-8", "surrogateescape")


def _rows(source: Iterable[bytes], delimiter: str, columns: int, limit: int) -> Iterator[_Row]:
    waiting = _Lines(source, limit)
    while waiting:
        row = _next_row(waiting, delimiter, columns)
        if row.values is None or row.values:
            yield row


def _next_row(waiting: "_Lines", delimiter: str, columns: int) -> _Row:
    """The next row; of one that is no row, only the first line is used up."""
    if waiting.first_is_cut():
        return _Row(waiting.take_first(), None)
    try:
        values = next(csv.reader(map(_text, waiting), delimiter=delimiter, strict=True))
        error = f"{len(values)} values under {columns} columns"
    except csv.Error as failure:
        values, error = None, str(failure)
    if values is not None and len(values) in (0, columns):
        return _Row(waiting.take_all(), values)
    line = waiting.take_first()
    plain = _text(line).rstrip("\r\n").split("\t")  # many a tool that writes TSV knows no quotes
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
        while self and len(self._given) < _MAX_LINES and size <= self._limit:
            self._given.append(self._back.popleft())
            size += len(self._given[-1])
            yield self._given[-1]

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


def _parse(raw: bytes, source: str, row: _Row, header: list[str], options: ReadOptions) -> Document:
    check_size(raw, options)
    if row.values is None:
        raise BadRecord("too_large" if "field limit" in row.error else "malformed_csv", row.error)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error
    return document_of_fields(dict(zip(header, row.values, strict=True)), source, options)
