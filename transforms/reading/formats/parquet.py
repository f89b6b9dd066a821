"""Parquet: a row is a record; columns as the fields of JSON lines."""

import io
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.reading.budget import PAGE_RECORDS, PARQUET_ROWS
from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.fields import ID_FIELDS, TEXT_FIELDS, document_of_fields
from transforms.reading.formats.parquet_pages import Chunk, Sizes, chunks_of, page_sizes
from transforms.reading.record import BadRecord, Outcome, ReadOptions, dead_letter, is_of_storage, read_record
from transforms.records import Document

_PAGES = 1 << 20  # bytes read at a time, so that a row group of any size is never held
_BATCH = 1 << 23  # bytes of rows decoded at a time, as they are stored


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """Only the columns that are needed, some rows at a time; of a damaged row group the rest is one dead letter."""
    if not isinstance(file, io.BufferedReader) or not file.seekable():
        raise BadRecord("compressed_parquet", "Parquet compresses its own columns; unpack the file")
    table, chunks = _open(file)
    sizes = [table.metadata.row_group(group).num_rows for group in range(table.num_row_groups)]
    number = 1 + sum(sizes[: extent.start])
    parse = partial(_parse, options=options)
    columns = _columns_of(table, options)
    for group in range(len(sizes))[extent.start : extent.end]:
        end = number + sizes[group]
        try:
            rows = _batch_of(table.metadata.row_group(group), page_sizes(file, chunks[group], columns), options)
            for row in _rows(table, group, columns, rows):
                yield read_record(parse, row, f"{path}#{number}", options)
                number += 1
        except BadRecord as bad:
            yield dead_letter(f"{path}#{number}", bad)
        except Exception as error:  # of many kinds, by what is damaged
            if is_of_storage(error):
                raise
            yield dead_letter(f"{path}#{number}", BadRecord("malformed_parquet", f"to row {end - 1}: {error}"))
        number = end


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Numbers of row groups, by the bytes that they unpack to."""
    metadata, size = _open(file)[0].metadata, 0
    for group in range(metadata.num_row_groups):
        if size >= options.part_bytes:
            yield group
            size = 0
        size += metadata.row_group(group).total_byte_size


def _open(file: BufferedIOBase) -> tuple[pq.ParquetFile, list[list[Chunk]]]:
    """A file, and where the columns of each of its row groups lie; raises BadRecord for one that is damaged."""
    try:
        table = pq.ParquetFile(file, buffer_size=_PAGES, pre_buffer=False, page_checksum_verification=True)
        chunks = chunks_of(file)
    except Exception as error:  # of many kinds, by what is damaged
        if is_of_storage(error):
            raise
        raise BadRecord("malformed_parquet", f"{type(error).__name__}: {error}") from error
    if len(chunks) != table.num_row_groups:
        raise BadRecord("malformed_parquet", f"{len(chunks)} row groups with columns, of {table.num_row_groups}")
    return table, chunks


class _Row(NamedTuple):
    """A row of a batch, none of whose values has been decoded."""

    batch: pa.RecordBatch
    number: int

    def __repr__(self) -> str:
        """For dead letters."""
        return str({name: _shown(self.batch.column(name)[self.number]) for name in self.batch.schema.names})


def _columns_of(table: pq.ParquetFile, options: ReadOptions) -> list[str]:
    """Those that are needed; raises BadRecord if one of them is there twice."""
    wanted = {options.id_field, options.text_field, *ID_FIELDS, "text", *TEXT_FIELDS}
    columns = [name for name in table.schema_arrow.names if name in wanted]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise BadRecord("doubled_column", f"the table has twice: {', '.join(twice)}")
    return columns


def _batch_of(metadata: pq.RowGroupMetaData, sizes: Sizes, options: ReadOptions) -> int:
    """Rows that are decoded at a time; raises BadRecord for a page that would take more memory than any record may."""
    if sizes.page > PAGE_RECORDS * options.max_record_bytes:
        raise BadRecord("too_large", f"rows in a page of {sizes.page} bytes; write smaller row groups")
    rows = int(_BATCH * metadata.num_rows // max(metadata.total_byte_size, 1))
    if sizes.dictionary:  # each row may be all of it
        rows = min(rows, PARQUET_ROWS // sizes.dictionary)
    return max(1, min(1024, rows))


def _rows(table: pq.ParquetFile, group: int, columns: list[str], rows: int) -> Iterator[_Row]:
    for batch in table.iter_batches(rows, [group], columns, use_threads=False):
        for row in range(batch.num_rows):
            yield _Row(batch, row)


def _parse(row: _Row, source: str, options: ReadOptions) -> Document:
    """Text that is no UTF-8 stays bytes, which no field may be."""
    fields = {name: _value(row.batch.column(name)[row.number]) for name in row.batch.schema.names}
    return document_of_fields(fields, source, options)


def _shown(scalar: pa.Scalar) -> object:
    """A value for people, also where Python has none for it."""
    try:
        return scalar.as_py()
    except Exception:
        return f"no {scalar.type}"


def _value(scalar: pa.Scalar) -> object:
    try:
        return scalar.as_py()
    except UnicodeDecodeError as error:
        return error.object


def _recognise(beginning: Beginning) -> bool:
    """Behind its name comes the header of a page, or the footer; texts begin with the name, too."""
    return beginning.head.startswith(b"PAR1\x15")


def _says_empty(head: bytes) -> bool:
    """The footer has the number of rows."""
    return True


FORMAT = Format(
    "parquet",
    "a row is a document; columns as the fields of JSON lines",
    (".parquet",),
    _recognise,
    read,
    Cut(cuts, read),
    _says_empty,
)
