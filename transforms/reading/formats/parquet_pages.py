"""The sizes of the pages of a Parquet file, as their headers claim them before any of them is unpacked.

A page is unpacked whole, so that a few packed KB could ask for gigabytes. Where pages lie is read from the footer here,
and not asked of pyarrow, whose `RowGroupMetaData.column` ends the process where the metadata of a column contradict
themselves. The numbers of fields are those of parquet.thrift of the format
(https://github.com/apache/parquet-format).
"""

import os
from collections.abc import Iterable
from io import BufferedIOBase
from typing import NamedTuple

from transforms.reading.formats.thrift import Thrift, list_of, struct_of

FOOTER = 1 << 23  # bytes: thousands of row groups, three seconds
_END = 8  # bytes: the size of the footer, and PAR1
_DICTIONARY_PAGE = 2
_HEADER = 1 << 16  # bytes of a header, statistics of a page among them

_PAGE = dict.fromkeys((1, 2, 3), Thrift.integer)  # kind, unpacked and packed bytes
_COLUMN = {3: list_of(Thrift.binary), 7: Thrift.integer, 9: Thrift.integer, 11: Thrift.integer}
_FILE = {4: list_of(struct_of({1: list_of(struct_of({3: struct_of(_COLUMN)}))}))}


class Chunk(NamedTuple):
    """Where the pages of a column of a row group lie; `column` names the outermost field that it belongs to."""

    column: str
    start: int
    size: int


class Sizes(NamedTuple):
    """Unpacked bytes of the largest page, and of the largest dictionary."""

    page: int
    dictionary: int


def chunks_of(file: BufferedIOBase) -> list[list[Chunk]]:
    """Of each row group its columns; raises ValueError for a footer that is none, or larger than `FOOTER`."""
    end = file.seek(-_END, os.SEEK_END)
    size = int.from_bytes(file.read(4), "little")
    if size > min(FOOTER, end):
        raise ValueError(f"a footer of {size} bytes, of at most {min(FOOTER, end)}")
    file.seek(end - size)
    groups = Thrift(file.read(size)).struct(_FILE).get(4, [])
    return [[_chunk(column.get(3, {})) for column in group.get(1, [])] for group in groups]


def _chunk(column: dict[int, object]) -> Chunk:
    match column:
        case {3: [bytes(name), *_], 7: int(size), 9: int(data)}:
            dictionary = column.get(11)
            start = dictionary if isinstance(dictionary, int) and 0 < dictionary < data else data
            return Chunk(name.decode(errors="replace"), start, size)
    raise ValueError("a column without a name or a place")


def page_sizes(file: BufferedIOBase, chunks: Iterable[Chunk], columns: Iterable[str]) -> Sizes:
    """Of some columns of a row group; raises ValueError for headers that are none."""
    wanted, page, dictionary = set(columns), 0, 0
    for chunk in chunks:
        if chunk.column in wanted:
            for kind, size in _pages(file, chunk):
                page = max(page, size)
                dictionary = max(dictionary, size if kind == _DICTIONARY_PAGE else 0)
    return Sizes(page, dictionary)


def _pages(file: BufferedIOBase, chunk: Chunk) -> Iterable[tuple[int, int]]:
    """Kind and unpacked bytes of each page; none is longer than the file, which pyarrow would make room for."""
    place, end = chunk.start, chunk.start + chunk.size
    whole = file.seek(0, os.SEEK_END)
    while place < end:
        file.seek(place)
        header = Thrift(file.read(_HEADER))
        found = header.struct(_PAGE)
        if not found.keys() >= {1, 2, 3}:
            raise ValueError("no header of a page")
        if found[2] < 0 or found[3] < 0:
            raise ValueError("a page of less than no bytes")
        if found[3] > whole - place:
            raise ValueError(f"a page of {found[3]} bytes in a file of {whole}")
        yield found[1], found[2]
        place += header.place + found[3]
