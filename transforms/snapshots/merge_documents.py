"""The newest version of each document, of all that runs have left of it; what was deleted is gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import uuid4

import apache_beam as beam
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from apache_beam.pvalue import PCollection

from transforms.snapshots.collisions import collisions_in
from transforms.snapshots.describe_rows import compare_rows, describe_rows
from transforms.snapshots.facts import RangeFacts
from transforms.snapshots.key_range import KeyRange, ranges_of
from transforms.snapshots.layer_index import write_index
from transforms.snapshots.manifest import DELETED, INDEX, Parts
from transforms.snapshots.read_spills import cut_range, read_spills, rows_of_documents
from transforms.snapshots.spills import Spill
from transforms.tables.all_tables import TABLES, snapshot_tables
from transforms.writing.parquet_files import FileWritten, TableWriter

_ORDER = ("version", "number", "run", "path", "record")  # the later outweighs nothing that comes before it
_HEAVY = ("text", "sections", "flags")


class Target(NamedTuple):
    """Where a snapshot is written: its folder, the largest files, the metadata of all, and the snapshot before it.

    `name`: what the names of the files of one part begin with.
    """

    folder: str
    file_bytes: int
    metadata: dict[str, str]
    previous: Parts | None
    name: str = ""


@dataclass
class MergeDocuments(beam.PTransform[PCollection[tuple[int, Spill]], PCollection[RangeFacts]]):
    """(number of the range, `Spill`) -> the `RangeFacts` of the parts of each range; tables lie in `target.folder`."""

    bounds: list[str]
    target: Target

    def expand(self, spills: PCollection[tuple[int, Spill]]) -> PCollection[RangeFacts]:
        ranges = ranges_of(self.bounds)
        all_ranges = spills.pipeline | "ListRanges" >> beam.Create([(number, None) for number in range(len(ranges))])
        return (
            (spills, all_ranges)
            | beam.Flatten()
            | beam.GroupByKey()
            | "MergeRange" >> beam.FlatMap(merge_range, ranges, self.target)
        )


def merge_range(
    element: tuple[int, Iterable[Spill | None]], ranges: list[KeyRange], target: Target
) -> Iterator[RangeFacts]:
    """Writes the rows of a range, sorted by document, and says what they are; a large range is cut into several."""
    number, spills = element
    paths = [Spill(*spill) for spill in spills if spill]
    documents, deletions = read_spills("documents", paths, leave_out=_HEAVY), read_spills("deletions", paths)
    for part, keys in enumerate(cut_range(documents, ranges[number])):
        found, gone = (rows.filter(keys.holds(rows["key"])) for rows in (documents, deletions))
        facts = _merge_part(paths, found, gone, keys, target._replace(name=f"{number:05}.{part:05}-{uuid4().hex[:12]}"))
        yield replace(facts, range=number)


def _merge_part(
    spills: list[Spill], found: pa.Table, deletions: pa.Table, keys: KeyRange, target: Target
) -> RangeFacts:
    """The same of a part that fits in memory; of texts and sections only those are read that are newest."""
    newest, deleted = newest_rows(found, deletions)
    occurrences = found["occurrence"].take(newest)
    tables = {table: rows_of_documents(table, spills, occurrences) for table in snapshot_tables()}
    tables[DELETED] = deletions_of(deletions, deleted)
    documents, entities = tables["documents"], tables["entities"]
    deleted_rows = pc.sum(pc.is_in(found["key"], pa.array(deleted, pa.string()))).as_py() or 0
    return RangeFacts(
        range=0,
        files=(
            *(file for table, rows in tables.items() for file in write_rows(table, rows, target)),
            *write_index(documents, entities, index_path(target), target.metadata),
        ),
        found=found.num_rows,
        deleted=len(set(deleted) & set(found["key"].to_pylist())),
        older=found.num_rows - len(newest) - deleted_rows,
        deleted_rows=deleted_rows,
        described=describe_rows(documents, entities),
        compared=compare_rows(target.previous, keys, documents, entities, deleted),
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


def deletions_of(deletions: pa.Table, keys: list[str]) -> pa.Table:
    """Which runs deleted the keys, and where they read so: what a later night needs to know of them."""
    chosen = pc.is_in(deletions["key"], pa.array(keys, pa.string()))
    return deletions.filter(chosen).select([*TABLES[DELETED].schema.names, "run_id"])


def index_path(target: Target) -> str:
    return f"{target.folder}/{INDEX}/{target.name}.arrow"


def write_rows(table: str, rows: pa.Table, target: Target) -> list[FileWritten]:
    """Files of one part of a range; none for no rows."""
    writer = TableWriter(table, f"{target.folder}/{table}", target.metadata, target.name, target.file_bytes)
    written: list[FileWritten] = []
    size = TABLES[table].group_rows
    for start in range(0, rows.num_rows, size):
        written += writer.write(rows.slice(start, size))
    return [*written, *writer.close()]
