"""The header line of a CSV file: which delimiter it has, and which columns are the id and the text."""

import csv
from dataclasses import replace
from typing import NamedTuple

from transforms.reading.formats.fields import ID_FIELDS, TEXT_FIELDS
from transforms.reading.record import BadRecord, ReadOptions

_DELIMITERS = ("\t", ",", ";", "|")


class Table(NamedTuple):
    """`options` name the columns as the header does here: without case."""

    delimiter: str
    header: list[str]
    options: ReadOptions


def table_of(header_line: bytes, options: ReadOptions) -> Table:
    """Raises BadRecord with the columns that there are if none of them is the id or none the text."""
    delimiter = delimiter_of(header_line, options)
    if delimiter is None:
        raise _no_columns(header_line, options)
    header = _columns(header_line, delimiter)
    twice = sorted({name for name in header if header.count(name) > 1} & (_ids(options) | _texts(options)))
    if twice:
        raise BadRecord("doubled_column", f"the header has twice: {', '.join(twice)}", raw=header_line)
    return Table(delimiter, header, _folded(options))


def delimiter_of(header: bytes, options: ReadOptions) -> str | None:
    r"""The delimiter that makes a header with an id and a text column of the line, if one does.

    >>> delimiter_of(b"PMID\tTitle\tAbstract\r\n", ReadOptions())
    '\t'
    """
    for delimiter in _DELIMITERS:
        columns = set(_columns(header, delimiter))
        if _ids(options) & columns and _texts(options) & columns:
            return delimiter
    return None


def _no_columns(header: bytes, options: ReadOptions) -> BadRecord:
    columns = max((_columns(header, delimiter) for delimiter in _DELIMITERS), key=len)
    kind, known = ("id", _ids(options)) if _texts(options) & set(columns) else ("text", _texts(options))
    detail = f"no {kind} column ({', '.join(sorted(known))}) among: {', '.join(columns)}; name one by --{kind}_field"
    return BadRecord("missing_column", detail, raw=header)


def _ids(options: ReadOptions) -> set[str]:
    return {_fold(options.id_field)} if options.id_field else set(ID_FIELDS)


def _texts(options: ReadOptions) -> set[str]:
    return {_fold(options.text_field)} if options.text_field else {"text", *TEXT_FIELDS}


def _folded(options: ReadOptions) -> ReadOptions:
    id_field, text_field = (field and _fold(field) for field in (options.id_field, options.text_field))
    return replace(options, id_field=id_field, text_field=text_field)


def _fold(name: str) -> str:
    """A name as it is compared."""
    return name.strip().casefold()


def _columns(header: bytes, delimiter: str) -> list[str]:
    try:
        return [_fold(name) for name in next(csv.reader([text_of_line(header)], delimiter=delimiter), [])]
    except csv.Error:
        return []


def text_of_line(line: bytes) -> str:
    """Bytes that are no UTF-8 become lone surrogates, which only their own row is refused for."""
    return line.decode("utf-8", "surrogateescape")
