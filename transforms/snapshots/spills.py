"""Rows on their way from one step to another, in files."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.storage import create_file


class Spill(NamedTuple):
    """Rows of one table that belong to one range of keys."""

    table: str
    path: str


class Spills:
    """One open file for each table and range that has rows."""

    def __init__(self, folder: str, bounds: list[str]):
        self._folder = folder
        self._bounds = np.array(bounds, dtype=object)
        self._name = uuid4().hex  # once for each attempt
        self._open: dict[tuple[str, int], tuple[str, BinaryIO, pq.ParquetWriter]] = {}

    def write(self, table: str, rows: pa.Table, keys: np.ndarray) -> None:
        ranges = np.searchsorted(self._bounds, keys, side="right") if len(self._bounds) else np.zeros(len(keys), int)
        for number in np.unique(ranges).tolist():
            self._writer(table, number, rows.schema).write_table(rows.filter(pa.array(ranges == number)))

    def close(self) -> Iterator[tuple[int, Spill]]:
        for (table, number), (path, file, writer) in self._open.items():
            writer.close()
            file.close()
            yield number, Spill(table, path)

    def _writer(self, table: str, number: int, schema: pa.Schema) -> pq.ParquetWriter:
        if (table, number) not in self._open:
            path = f"{self._folder}/{number:05}/{table}-{self._name}.parquet"
            file = create_file(path)
            self._open[table, number] = path, file, pq.ParquetWriter(file, schema, compression="lz4")
        return self._open[table, number][2]
