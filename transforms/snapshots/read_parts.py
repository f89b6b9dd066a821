"""Rows of a snapshot of several layers: those of each file that no later layer voids."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part
from transforms.storage import open_file


@lru_cache(maxsize=64)
def voided_in(files: tuple[str, ...]) -> pa.Array:
    """The ids that some files list, sorted."""
    tables = []
    for path in files:
        with open_file(path) as file:
            tables.append(pq.read_table(file)["doc_id"])
    ids = pa.chunked_array([chunk for column in tables for chunk in column.chunks], pa.string())
    return ids.combine_chunks().sort()


def without_voided(rows: pa.Table, voided: tuple[str, ...]) -> pa.Table:
    """The rows, which have a `doc_id`, but for those of documents that some files list."""
    return rows.take(places_counted(rows["doc_id"], voided)) if voided and rows.num_rows else rows


def places_counted(ids: pa.ChunkedArray, voided: tuple[str, ...]) -> np.ndarray:
    """Numbers of the rows, of which these are the ids, that no file lists as void; int64."""
    if not voided or not len(ids):
        return np.arange(len(ids))
    ids = ids.cast(pa.string())
    bounds = pc.min_max(ids)
    listed = voided_in(voided)
    first = bisect_left(listed, bounds["min"].as_py(), key=pa.StringScalar.as_py)
    end = bisect_right(listed, bounds["max"].as_py(), key=pa.StringScalar.as_py)
    is_void = pc.is_in(ids, listed.slice(first, end - first))  # of millions, those alone that may be there
    return np.flatnonzero(~is_void.to_numpy(zero_copy_only=False))


def count_rows(parts: Iterable[Part]) -> int:
    """How many rows count."""
    return sum(_rows_of(part) for part in parts)


def _rows_of(part: Part) -> int:
    if part.voided:
        return sum(group.num_rows for group in groups_of([part], ["doc_id"]))
    with open_file(part.path) as file:
        return int(pq.read_metadata(file).num_rows)


def batches_of(parts: Iterable[Part], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows that count, in batches of a schema, for lakes to write."""
    for group in groups_of(parts, schema.names):
        yield from group.cast(schema).to_batches(max_chunksize=10_000)


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
