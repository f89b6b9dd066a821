"""Rows of a snapshot of several layers: those of each file that no later layer voids."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part
from transforms.snapshots.versions import key_of
from transforms.storage import open_file
from transforms.tables.all_tables import TABLES


@lru_cache(maxsize=64)
def voided_in(files: tuple[str, ...]) -> pa.Array:
    """The ids that some files list."""
    tables = []
    for path in files:
        with open_file(path) as file:
            tables.append(pq.read_table(file)["doc_id"])
    return pa.chunked_array([chunk for column in tables for chunk in column.chunks], pa.string()).combine_chunks()


def without_voided(rows: pa.Table, voided: tuple[str, ...]) -> pa.Table:
    """The rows, which have a `doc_id`, but for those of documents that some files list."""
    return rows.filter(pc.invert(pc.is_in(rows["doc_id"], voided_in(voided)))) if voided else rows


def groups_of(parts: Iterable[Part], columns: Sequence[str], keys: KeyRange | None = None) -> Iterator[pa.Table]:
    """Row groups without rows that are void; of a range of keys those that may have some of it."""
    wanted = [*columns] if "doc_id" in columns else [*columns, "doc_id"]
    for part in parts:
        with open_file(part.path) as stream:
            file = pq.ParquetFile(stream)
            names = [name for name in wanted if name in file.schema_arrow.names]
            for number in range(file.num_row_groups):
                group = file.metadata.row_group(number)
                statistics = group.column(0).statistics  # doc_id
                if group.num_rows and (keys is None or keys.meets(statistics.min, statistics.max)):
                    rows = file.read_row_group(number, names).replace_schema_metadata(None)
                    yield without_voided(rows, part.voided).select([name for name in columns if name in names])


class WantedIds:
    """Keys, or ids, of which only the row groups are read that may have one."""

    def __init__(self, keys: Iterable[str]):
        self._keys = sorted(set(keys))
        self._first = np.array(self._keys, dtype=object)
        last = np.array([f"{key}.\x7f" for key in self._keys], dtype=object)  # behind all ids of the key
        self._last = np.maximum.accumulate(last) if len(last) else last

    def between(self, smallest: str, largest: str) -> pa.Array:
        """The keys of which a document may have an id from the smallest to the largest."""
        end = int(np.searchsorted(self._first, largest, side="right"))
        start = int(np.searchsorted(self._last, smallest, side="left"))
        return pa.array(self._keys[start:end] if start < end else [], pa.string())


def rows_of_keys(parts: Iterable[Part], table: str, columns: Sequence[str], wanted: WantedIds) -> pa.Table:
    """Rows of documents with some keys; of another table than `documents` the wanted are ids."""
    schema = pa.schema([TABLES[table].schema.field(name) for name in columns])
    found = [schema.empty_table()]
    for part in parts:
        with open_file(part.path) as stream:
            file = pq.ParquetFile(stream)
            for number in range(file.num_row_groups):
                found += _of_group(file, number, columns, wanted, part.voided)
    return pa.concat_tables(found, promote_options="permissive").unify_dictionaries().combine_chunks()


def _of_group(
    file: pq.ParquetFile, number: int, columns: Sequence[str], wanted: WantedIds, voided: tuple[str, ...]
) -> Iterator[pa.Table]:
    """The ids alone are read first, since most row groups of a large table have few of the wanted ones or none."""
    group = file.metadata.row_group(number)
    if not group.num_rows:
        return
    statistics = group.column(0).statistics
    inside = wanted.between(statistics.min, statistics.max)
    if not len(inside):
        return
    has_versions = "version" in file.schema_arrow.names
    ids = file.read_row_group(number, ["doc_id", "version"] if has_versions else ["doc_id"])
    keys = keys_in(ids) if has_versions else ids["doc_id"]
    chosen = np.flatnonzero(pc.is_in(keys, inside).to_numpy(zero_copy_only=False))
    if len(chosen):
        rows = file.read_row_group(number, list(columns)).replace_schema_metadata(None).take(chosen)
        yield without_voided(rows, voided)


def keys_in(documents: pa.Table) -> pa.ChunkedArray:
    """The key of each document; nearly all are of version 1, whose key is their id."""
    ids = documents["doc_id"]
    others = pc.not_equal(documents["version"], 1)
    if not pc.any(others).as_py():
        return ids
    rows = documents.filter(others).select(["doc_id", "version"])
    keys = [key_of(*row) for row in zip(rows["doc_id"].to_pylist(), rows["version"].to_pylist(), strict=True)]
    return pa.chunked_array([pc.replace_with_mask(ids.combine_chunks(), others.combine_chunks(), pa.array(keys))])
