"""The sizes of the pages of a Parquet file, as their headers claim them before any of them is unpacked.

A page is unpacked whole, so that a few packed KB could ask for gigabytes. Headers are Thrift's compact protocol
(parquet-format, `PageHeader`); of theirs only the numbers that begin each are looked at.
"""

from collections.abc import Iterable
from io import BufferedIOBase
from typing import NamedTuple

import pyarrow.parquet as pq

_DICTIONARY_PAGE = 2
_HEADER = 1 << 16  # bytes of a header, statistics of a page among them
_DEEPEST = 16
_VARINT = 10  # bytes


class Sizes(NamedTuple):
    """Unpacked bytes of the largest page, and of the largest dictionary."""

    page: int
    dictionary: int


def page_sizes(file: BufferedIOBase, group: pq.RowGroupMetaData, columns: Iterable[str]) -> Sizes:
    """Of some columns of a row group; raises ValueError for headers that are none."""
    wanted, page, dictionary = set(columns), 0, 0
    for number in range(group.num_columns):
        chunk = group.column(number)
        if chunk.path_in_schema.split(".")[0] in wanted:
            for kind, size in _pages(file, chunk):
                page = max(page, size)
                dictionary = max(dictionary, size if kind == _DICTIONARY_PAGE else 0)
    return Sizes(page, dictionary)


def _pages(file: BufferedIOBase, chunk: pq.ColumnChunkMetaData) -> Iterable[tuple[int, int]]:
    """Kind and unpacked bytes of each page."""
    place = chunk.data_page_offset
    if chunk.has_dictionary_page and 0 < chunk.dictionary_page_offset < place:
        place = chunk.dictionary_page_offset
    end = place + chunk.total_compressed_size
    while place < end:
        file.seek(place)
        header = _Header(file.read(_HEADER))
        kind, unpacked, packed = header.numbers()
        if packed < 0 or unpacked < 0:
            raise ValueError("a page of less than no bytes")
        yield kind, unpacked
        place += header.place + packed


class _Header:
    """Bytes that begin with the header of a page; after `numbers`, `place` is behind the header."""

    def __init__(self, data: bytes):
        self._data = data
        self.place = 0

    def numbers(self) -> tuple[int, int, int]:
        """Kind of the page, its unpacked and its packed bytes."""
        found: dict[int, int] = {}
        field = 0
        while True:
            byte = self._byte()
            if byte == 0:
                break
            field = field + (byte >> 4) if byte >> 4 else self._zigzag()
            if byte & 15 == 5:
                found[field] = self._zigzag()
            else:
                self._skip(byte & 15, 0)
        if found.keys() >= {1, 2, 3}:
            return found[1], found[2], found[3]
        raise ValueError("no header of a page")

    def _byte(self) -> int:
        if self.place >= len(self._data):
            raise ValueError("a header of a page that does not end")
        self.place += 1
        return self._data[self.place - 1]

    def _varint(self) -> int:
        value = 0
        for shift in range(_VARINT):
            byte = self._byte()
            value |= (byte & 127) << (7 * shift)
            if byte < 128:
                return value
        raise ValueError("a number of too many bytes")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _skip(self, kind: int, depth: int) -> None:
        """Goes behind a value."""
        if depth > _DEEPEST:
            raise ValueError("a header of too many levels")
        if kind == 3:
            self._byte()
        elif kind in (4, 5, 6):
            self._varint()
        elif kind == 7:
            self.place += 8
        elif kind == 8:
            size = self._varint()
            self.place += size
        elif kind in (9, 10):
            self._skip_list(depth)
        elif kind == 12:
            while byte := self._byte():
                if not byte >> 4:
                    self._varint()
                self._skip(byte & 15, depth + 1)
        elif kind not in (1, 2):
            raise ValueError(f"a value of the kind {kind}")

    def _skip_list(self, depth: int) -> None:
        byte = self._byte()
        size = byte >> 4 if byte >> 4 < 15 else self._varint()
        for _ in range(min(size, _HEADER)):
            if byte & 15 in (1, 2):
                self._byte()
            else:
                self._skip(byte & 15, depth + 1)
