"""Parquet: a row is a record; columns as the fields of JSON lines."""

import io
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.fields import ID_FIELDS, TEXT_FIELDS, document_of_fields
from transforms.reading.record import BadRecord, Outcome, ReadOptions, dead_letter, read_record

_PAGES = 1 << 20  # bytes read at a time, so that a row group of any size is never held
_BATCH = 1 << 23  # bytes of rows decoded at a time


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """Only the columns that are needed, some rows at a time; of a damaged row group the rest is one dead letter."""
    if not isinstance(file, io.BufferedReader) or not file.seekable():
        raise BadRecord("compressed_parquet", "Parquet compresses its own columns; unpack the file")
    table = _open(file)
    sizes = [table.metadata.row_group(group).num_rows for group in range(table.num_row_groups)]
    number = 1 + sum(sizes[: extent.start])
    parse = partial(document_of_fields, options=options)
    for group in range(len(sizes))[extent.start : extent.end]:
        end = number + sizes[group]
        try:
            for values in _rows(table, group, options):
                yield read_record(parse, values, f"{path}#{number}", options)
                number += 1
        except (pa.ArrowException, OSError) as error:
            yield dead_letter(f"{path}#{number}", BadRecord("malformed_parquet", f"to row {end - 1}: {error}"))
        number = end


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Numbers of row groups, by the bytes that they unpack to."""
    metadata, size = _open(file).metadata, 0
    for group in range(metadata.num_row_groups):
        if size >= options.part_bytes:
            yield group
            size = 0
        size += metadata.row_group(group).total_byte_size


def _open(file: BufferedIOBase) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(file, buffer_size=_PAGES, pre_buffer=False, page_checksum_verification=True)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise BadRecord("malformed_parquet", str(error)) from error


def _rows(table: pq.ParquetFile, group: int, options: ReadOptions) -> Iterator[dict[str, object]]:
    """Fields of each row; text that is no UTF-8 stays bytes."""
    wanted = {options.id_field, options.text_field, *ID_FIELDS, "text", *TEXT_FIELDS}
    columns = [name for name in table.schema_arrow.names if name in wanted]
    metadata = table.metadata.row_group(group)
    rows = max(1, min(1024, _BATCH * metadata.num_rows // max(metadata.total_byte_size, 1)))
    for batch in table.iter_batches(rows, [group], columns, use_threads=False):
        for row in range(batch.num_rows):
            yield {name: _value(batch.column(name)[row]) for name in columns}


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
