"""The newest version of each document, of all that runs have left of it; what was deleted is gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import uuid4

import apache_beam as beam
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from apache_beam.pvalue import PCollection

from transforms.snapshots.collisions import collisions_in
from transforms.snapshots.describe_rows import compare_rows, describe_rows
from transforms.snapshots.facts import RangeFacts
from transforms.snapshots.sorted_tables import KeyRange, ranges_of
from transforms.snapshots.spills import Spill
from transforms.storage import open_file
from transforms.tables.all_tables import TABLES, snapshot_tables
from transforms.writing.parquet_files import FileWritten, TableWriter

_ORDER = ("version", "number", "run", "path", "record")  # the later outweighs nothing that comes before it


class Target(NamedTuple):
    """Where a snapshot is written: its folder, the largest files, the metadata of all, and the snapshot before it."""

    folder: str
    file_bytes: int
    metadata: dict[str, str]
    previous: str | None


@dataclass
class MergeDocuments(beam.PTransform[PCollection[tuple[int, Spill]], PCollection[RangeFacts]]):
    """(number of the range, `Spill`) -> the `RangeFacts` of each range; the tables lie in the folder of `target`."""

    bounds: list[str]
    target: Target

    def expand(self, spills: PCollection[tuple[int, Spill]]) -> PCollection[RangeFacts]:
        ranges = ranges_of(self.bounds)
        all_ranges = spills.pipeline | "ListRanges" >> beam.Create([(number, None) for number in range(len(ranges))])
        return (
            (spills, all_ranges)
            | beam.Flatten()
            | beam.GroupByKey()
            | "MergeRange" >> beam.Map(merge_range, ranges, self.target)
        )


def merge_range(element: tuple[int, Iterable[Spill | None]], ranges: list[KeyRange], target: Target) -> RangeFacts:
    """Writes the rows of a range, sorted by document, and says what they are."""
    number, spills = element
    paths = [Spill(*spill) for spill in spills if spill]
    found = _read("documents", paths)
    deletions = _read("deletions", paths)
    newest, deleted = newest_rows(found, deletions)
    documents = found.take(newest).select(TABLES["documents"].schema.names)
    occurrences = found["occurrence"].take(newest)
    others = [name for name, table in snapshot_tables().items() if table.counted_by]
    tables = {"documents": documents, **{table: _of_documents(table, paths, occurrences) for table in others}}
    name = f"{number:05}-{uuid4().hex[:12]}"
    files = [file for table, rows in tables.items() for file in _write(table, rows, target, name)]
    return RangeFacts(
        range=number,
        files=tuple(files),
        found=found.num_rows,
        deleted=len(set(deleted) & set(found["key"].to_pylist())),
        older=found.num_rows - len(newest) - _rows_of(found, deleted),
        deleted_rows=_rows_of(found, deleted),
        described=describe_rows(documents, tables["entities"]),
        compared=compare_rows(target.previous, ranges[number], documents, tables["entities"], deleted),
        collided=collisions_in(found),
    )


def newest_rows(documents: pa.Table, deletions: pa.Table) -> tuple[np.ndarray, list[str]]:
    """Numbers of the rows that are the newest of their key, in the order of their ids; and the keys that are deleted.

    Versions count first, then the numbers of files, then runs; within a file a deletion comes behind all documents.
    """
    both = pa.concat_tables([rows.select(["key", *_ORDER]) for rows in (documents, deletions)])
    if not both.num_rows:
        return np.empty(0, np.int64), []
    codes = both["key"].combine_chunks().dictionary_encode()
    order = np.lexsort([*(both[name].to_numpy() for name in reversed(_ORDER)), codes.indices.to_numpy()])
    in_order = codes.indices.to_numpy()[order]
    newest = order[np.append(in_order[1:] != in_order[:-1], True)]
    deleted = both["key"].take(newest[newest >= documents.num_rows]).to_pylist()
    kept = newest[newest < documents.num_rows]
    return kept[pc.sort_indices(documents["doc_id"].take(kept)).to_numpy()], deleted


def _rows_of(documents: pa.Table, keys: list[str]) -> int:
    return pc.sum(pc.is_in(documents["key"], pa.array(keys, pa.string()))).as_py() or 0


def _of_documents(table: str, spills: list[Spill], occurrences: pa.ChunkedArray) -> pa.Table:
    """The rows of another table that belong to some documents, in the order of the documents."""
    rows = _read(table, spills)
    places = pc.index_in(rows["occurrence"], occurrences.combine_chunks())
    kept = np.flatnonzero(places.is_valid().to_numpy())
    order = kept[np.argsort(places.take(kept).to_numpy(), kind="stable")]
    return rows.take(order).select(TABLES[table].schema.names)


_ADDED = [(name, pa.int64() if name == "record" else pa.int32()) for name in _ORDER if name != "version"]
_KEYED = pa.schema([("key", pa.string()), *_ADDED])
_OCCURRENCE = pa.schema([("occurrence", pa.int64())])


def _schema_of_spills(table: str) -> pa.Schema:
    """The columns of a table, and those that the split has added."""
    schema = TABLES[table].schema
    if not TABLES[table].counted_by:
        schema = pa.unify_schemas([schema, _KEYED])
    return pa.unify_schemas([schema, _OCCURRENCE]) if TABLES[table].key else schema


def _read(table: str, spills: list[Spill]) -> pa.Table:
    tables = []
    for spill in sorted(spills):
        if spill.table == table:
            with open_file(spill.path) as file:
                tables.append(pq.read_table(file).replace_schema_metadata(None))
    tables.append(_schema_of_spills(table).empty_table())
    return pa.concat_tables(tables, promote_options="permissive").unify_dictionaries().combine_chunks()


def _write(table: str, rows: pa.Table, target: Target, name: str) -> list[FileWritten]:
    writer = TableWriter(table, f"{target.folder}/{table}", target.metadata, name, target.file_bytes)
    written: list[FileWritten] = []
    size = TABLES[table].group_rows
    for start in range(0, rows.num_rows, size):
        written += writer.write(rows.slice(start, size))
    return [*written, *writer.close()]
