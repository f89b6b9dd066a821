"""What a night changes in a snapshot: documents that are new, those that they void, and what is deleted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.records import place_of
from transforms.snapshots.collisions import collisions_in
from transforms.snapshots.describe_rows import count_rows, describe_rows, mentions_in, top_of
from transforms.snapshots.facts import Compared, RangeFacts
from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.layer_index import entities_of, find_documents, keys_in, write_index
from transforms.snapshots.manifest import DELETED, INDEX, VOIDED, Part, Parts
from transforms.snapshots.merge_documents import Target, deletions_of, index_path, newest_rows, write_rows
from transforms.snapshots.read_spills import cut_range, read_spills, rows_of_documents
from transforms.snapshots.spills import Spill
from transforms.snapshots.split_by_key import ordered
from transforms.snapshots.versions import Source, at
from transforms.storage import create_file, open_file
from transforms.tables.all_tables import TABLES, snapshot_tables
from transforms.writing.parquet_files import FileWritten

_HEAVY = ("text", "sections")


class Earlier(NamedTuple):
    """The snapshot that the night is added to: its files, its live readings, and the sources of all inputs of today.

    A row there counts no more if today another run's reading of its file does.
    """

    parts: Parts
    live: dict[str, str]
    sources: dict[str, Source]


def merge_night(spills: Iterable[Spill], target: Target, earlier: Earlier) -> Iterator[RangeFacts]:
    """Writes the rows of the night, sorted by document, and the ids that it voids, a part after the other."""
    spills = list(spills)
    documents, deletions = read_spills("documents", spills, leave_out=_HEAVY), read_spills(DELETED, spills)
    told = _deletions_in(earlier.parts[DELETED])
    for number, keys in enumerate(cut_range(documents, KeyRange(None, None))):
        found, gone = (rows.filter(keys.holds(rows["key"])) for rows in (documents, deletions))
        touched = pc.unique(pa.chunked_array([*found["key"].chunks, *gone["key"].chunks], pa.string()))
        told_of = told.filter(pc.is_in(keys_in(told), touched))
        old_gone = _counted(ordered(told_of, told_of["run_id"].to_pylist(), earlier.sources))
        gone = pa.concat_tables([gone, old_gone], promote_options="default").combine_chunks()
        part = _Part(spills, found.combine_chunks(), gone, _documents_in(earlier, touched.sort()))
        yield _merge(part, target._replace(name=f"{number:05}-{uuid4().hex[:12]}"))


class _Part(NamedTuple):
    """Documents of the night and deletions of a part; `old`: documents of the snapshot before with the same keys."""

    spills: list[Spill]
    found: pa.Table
    deletions: pa.Table
    old: pa.Table


def _merge(part: _Part, target: Target) -> RangeFacts:
    found, old = part.found, part.old
    live = np.flatnonzero(old["live"].to_numpy())
    both = pa.concat_tables([found, old.drop_columns("found").take(live)], promote_options="default").combine_chunks()
    newest, deleted = newest_rows(both, part.deletions)
    new, kept = newest[newest < found.num_rows], live[newest[newest >= found.num_rows] - found.num_rows]
    voided = old.take(np.setdiff1d(np.arange(old.num_rows), kept))
    tables = {
        table: rows_of_documents(table, part.spills, found["occurrence"].take(new)) for table in snapshot_tables()
    }
    files = [file for table, rows in tables.items() for file in write_rows(table, rows, target)]
    files += [*write_rows(DELETED, deletions_of(part.deletions, deleted), target), *_write_voided(voided, target)]
    files += write_index(tables["documents"], tables["entities"], index_path(target), target.metadata)
    keys = pa.concat_tables([found.select(["key"]), old.select(["key"])])["key"]
    gone = pc.is_in(keys, pa.array(deleted, pa.string()))
    deleted_rows = pc.sum(gone).as_py() or 0
    facts = RangeFacts(
        range=0,
        files=tuple(files),
        found=len(keys),
        deleted=pc.count_distinct(keys.filter(gone)).as_py(),
        older=len(keys) - len(newest) - deleted_rows,
        deleted_rows=deleted_rows,
        described=describe_rows(tables["documents"], tables["entities"]),
        compared=Compared(),
        collided=collisions_in(both),
        kept=len(kept),
    )
    return _compared(facts, found.take(new), (tables["documents"], tables["entities"]), (old, voided))


def _compared(
    facts: RangeFacts,
    new: pa.Table,
    tables: tuple[pa.Table, pa.Table],
    before: tuple[pa.Table, pa.Table],
) -> RangeFacts:
    """Adds what became of the documents that were there before."""
    (documents, entities), (old, voided) = tables, before
    places = pc.index_in(new["key"], old["key"].combine_chunks())
    was_there = pc.is_valid(places)
    same = pc.sum(pc.equal(old["text_sha256"].take(places), new["text_sha256"])).as_py() or 0
    there = pc.sum(was_there).as_py() or 0
    again = documents.filter(was_there)
    old_entities = entities_of(voided)
    difference = mentions_in(entities)
    difference.subtract(mentions_in(old_entities))
    return replace(
        facts,
        compared=Compared(
            added=new.num_rows - there,
            changed=there - same,
            unchanged=same + facts.kept,
            gained=top_of(difference),
            lost=top_of(Counter({name: -rows for name, rows in difference.items()})),
        ),
        voided=count_rows(voided, old_entities),
        replacing=count_rows(again, entities.filter(pc.is_in(entities["doc_id"], again["doc_id"].combine_chunks()))),
    )


def _documents_in(earlier: Earlier, keys: pa.Array) -> pa.Table:
    rows = find_documents(earlier.parts[INDEX], keys)
    paths = (place_of(source).path for source in rows["source"].to_pylist())
    return ordered(rows, [at(path, earlier.live) for path in paths], earlier.sources)


def _deletions_in(parts: Iterable[Part]) -> pa.Table:
    """What the layers of a snapshot say of deleted keys, and the run that each row is of."""
    tables = [TABLES[DELETED].schema.append(pa.field("run_id", pa.string())).empty_table()]
    for part in parts:
        with open_file(part.path) as file:
            tables.append(pq.read_table(file).replace_schema_metadata(None))
    return pa.concat_tables(tables, promote_options="permissive").unify_dictionaries().combine_chunks()


def _counted(rows: pa.Table) -> pa.Table:
    return rows.filter(rows["live"]).drop_columns("live")


def _write_voided(documents: pa.Table, target: Target) -> list[FileWritten]:
    if not documents.num_rows:
        return []
    path = f"{target.folder}/{VOIDED}/{target.name}-00000.parquet"
    with create_file(path) as file:
        pq.write_table(documents.select(["doc_id"]).replace_schema_metadata(target.metadata), file, compression="zstd")
        size = file.tell()
    return [FileWritten(VOIDED, path, documents.num_rows, size, {}, ())]
