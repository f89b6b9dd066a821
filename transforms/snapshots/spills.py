"""Rows on their way from one step to another, in files."""

from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.storage import create_file

_WAITING_BYTES = 64 * 1024 * 1024  # of all ranges


class Spill(NamedTuple):
    """Rows of one table that belong to one range of keys."""

    table: str
    path: str


class Spills:
    """One open file for each table and range that has rows; rows wait until there are enough for a row group."""

    def __init__(self, folder: str, bounds: list[str]):
        self._folder = folder
        self._bounds = np.array(bounds, dtype=object)
        self._name = uuid4().hex  # once for each attempt
        self._open: dict[tuple[str, int], tuple[str, BinaryIO, pq.ParquetWriter]] = {}
        self._waiting: dict[tuple[str, int], list[pa.Table]] = defaultdict(list)
        self._bytes = 0

    def write(self, table: str, rows: pa.Table, keys: np.ndarray) -> None:
        ranges = np.searchsorted(self._bounds, keys, side="right") if len(self._bounds) else np.zeros(len(keys), int)
        for number in np.unique(ranges).tolist():
            chosen = rows.filter(pa.array(ranges == number))
            self._waiting[table, number].append(chosen)
            self._bytes += chosen.nbytes
        if self._bytes > _WAITING_BYTES:
            self._write_waiting()

    def close(self) -> Iterator[tuple[int, Spill]]:
        self._write_waiting()
        for (table, number), (path, file, writer) in self._open.items():
            writer.close()
            file.close()
            yield number, Spill(table, path)

    def _write_waiting(self) -> None:
        for (table, number), tables in self._waiting.items():
            rows = pa.concat_tables(tables).unify_dictionaries()
            self._writer(table, number, rows.schema).write_table(rows, row_group_size=rows.num_rows)
        self._waiting.clear()
        self._bytes = 0

    def _writer(self, table: str, number: int, schema: pa.Schema) -> pq.ParquetWriter:
        if (table, number) not in self._open:
            path = f"{self._folder}/{number:05}/{table}-{self._name}.parquet"
            file = create_file(path)
            self._open[table, number] = path, file, pq.ParquetWriter(file, schema, compression="lz4")
        return self._open[table, number][2]
