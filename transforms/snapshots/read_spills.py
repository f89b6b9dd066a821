"""The rows that a split has left of a range, as many at a time as fit in memory."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.runs.bundles import row_groups
from transforms.snapshots.key_range import KeyRange, ranges_of
from transforms.snapshots.manifest import DELETED
from transforms.snapshots.spills import Spill
from transforms.storage import open_file
from transforms.tables.all_tables import TABLES, snapshot_tables
from transforms.tables.table import Table

PART_BYTES = 256 * 1024 * 1024  # that its rows take; a worker holds about twice as much
ROW_BYTES = 128  # of a document or an entity, besides the text of the document

_INTEGERS = {"number": pa.int32(), "run": pa.int32(), "path": pa.int32(), "record": pa.int64()}
_KEYED = pa.schema([("key", pa.string()), *_INTEGERS.items()])
_RUN_ID = pa.field("run_id", pa.string())
_OF_DOCUMENTS = pa.schema([("occurrence", pa.int64()), ("bytes", pa.int32())])


def cut_range(documents: pa.Table, keys: KeyRange) -> list[KeyRange]:
    """The range in parts of bounded size, all versions of a document in one; a range that is not too large is one."""
    order = pc.sort_indices(documents["key"])
    rows = sum(
        (documents[table.counted_by].to_numpy() for table in _counted() if table.counted_by),
        np.ones(documents.num_rows),
    )
    before = np.cumsum((documents["bytes"].to_numpy() + rows * ROW_BYTES)[order.to_numpy()])
    first = np.flatnonzero(np.diff(before // PART_BYTES, prepend=0))
    bounds = sorted(set(documents["key"].take(order.take(pa.array(first, pa.int64()))).to_pylist()))
    parts = ranges_of(bounds)
    return [KeyRange(keys.first, parts[0].end), *parts[1:-1], KeyRange(parts[-1].first, keys.end)] if bounds else [keys]


def read_spills(table: str, spills: Iterable[Spill], leave_out: tuple[str, ...] = ()) -> pa.Table:
    """All rows of a table, of some of its columns."""
    schema = schema_of_spills(table)
    columns = [name for name in schema.names if name not in leave_out]
    tables = []
    for path in _paths(table, spills):
        with open_file(path) as file:
            tables.append(pq.read_table(file, columns=columns))
    return _joined(tables, pa.schema([schema.field(name) for name in columns]))


def rows_of_documents(table: str, spills: Iterable[Spill], occurrences: pa.ChunkedArray) -> pa.Table:
    """The rows of a table that belong to some documents, in the order of the documents, as a snapshot has them."""
    wanted = occurrences.to_numpy()
    order = np.argsort(wanted)
    found, places = [], [np.empty(0, np.int64)]
    for path in _paths(table, spills):
        for rows, of_rows in _chosen(path, wanted[order]):
            found.append(rows)
            places.append(order[of_rows])
    in_order = np.argsort(np.concatenate(places), kind="stable")
    return _joined(found, schema_of_spills(table)).take(in_order).select(TABLES[table].schema.names)


def _chosen(path: str, wanted: np.ndarray) -> Iterator[tuple[pa.Table, np.ndarray]]:
    """Rows of a file whose documents are wanted, and the places of those among the wanted, which are sorted."""
    for group in row_groups(path):
        occurrences = group["occurrence"].to_numpy()
        places = np.searchsorted(wanted, occurrences)
        kept = np.flatnonzero(np.append(wanted, -1)[places] == occurrences)
        if len(kept):
            yield group.take(kept), places[kept]


def schema_of_spills(table: str) -> pa.Schema:
    """The columns of a table, and those that the split has added."""
    schema = TABLES[table].schema
    if table == DELETED:
        schema = schema.append(_RUN_ID)
    if not TABLES[table].counted_by:
        schema = pa.unify_schemas([schema, _KEYED])
    if table == "documents":
        return pa.unify_schemas([schema, _OF_DOCUMENTS])
    return schema.append(_OF_DOCUMENTS.field("occurrence")) if TABLES[table].key else schema


def _counted() -> list[Table]:
    return [table for table in snapshot_tables().values() if table.counted_by]


def _paths(table: str, spills: Iterable[Spill]) -> list[str]:
    return [spill.path for spill in sorted(spills) if spill.table == table]


def _joined(tables: list[pa.Table], schema: pa.Schema) -> pa.Table:
    plain = [table.replace_schema_metadata(None) for table in tables]
    joined = pa.concat_tables([*plain, schema.empty_table()], promote_options="permissive")
    return joined.unify_dictionaries().combine_chunks()
