"""Rows of a snapshot of several layers: those of each file that no later layer voids."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part
from transforms.storage import open_file


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
