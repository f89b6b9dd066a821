"""Sorts the rows of committed runs into ranges of keys, on disk, since texts should not travel through a runner."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import apache_beam as beam
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from apache_beam.pvalue import PCollection

from transforms.records import place_of
from transforms.runs.bundles import Bundle, RowStream, row_groups
from transforms.snapshots.spills import Spill, Spills
from transforms.snapshots.versions import Source, at, key_of
from transforms.tables.all_tables import TABLES, snapshot_tables

_ROWS_PER_BUNDLE = 1 << 40  # occurrences of documents are numbered by bundle and row


class Deletions(NamedTuple):
    """A file of the table of deletions."""

    run_id: str
    path: str


Element = tuple[int, Bundle | Deletions]


@dataclass
class SplitByKey(beam.PTransform[PCollection[Element], PCollection[tuple[int, Spill]]]):
    """(number, `Bundle`) or (number, `Deletions`) -> (number of the range, `Spill`); the files lie in `folder`.

    `bounds` are the keys that all ranges but the first begin with, in order.
    """

    sources: dict[str, Source]
    bounds: list[str]
    folder: str

    def expand(self, bundles: PCollection[Element]) -> PCollection[tuple[int, Spill]]:
        return (
            bundles
            | "SpreadBundles" >> beam.Reshuffle()
            | "SplitBundle" >> beam.FlatMap(split_rows, self.sources, self.bounds, self.folder)
        )


def split_rows(
    element: Element, sources: dict[str, Source], bounds: list[str], folder: str
) -> Iterator[tuple[int, Spill]]:
    number, rows = element
    spills = Spills(folder, bounds)
    if isinstance(rows, Deletions):
        for group in row_groups(rows.path):
            group = group.append_column("run_id", pa.repeat(rows.run_id, group.num_rows))
            spills.write("deletions", *_live(ordered(group, [rows.run_id] * group.num_rows, sources)))
    else:
        _split_bundle(number, rows, sources, spills)
    yield from spills.close()


def _split_bundle(number: int, bundle: Bundle, sources: dict[str, Source], spills: Spills) -> None:
    tables = {name: table.counted_by for name, table in snapshot_tables().items() if table.counted_by}
    streams = {name: RowStream(bundle.files[name]) for name in tables if name in bundle.files}
    first = number * _ROWS_PER_BUNDLE
    for path in bundle.documents:
        for group in row_groups(path):
            occurrences = np.arange(first, first + group.num_rows)
            documents = ordered(group, [bundle.run_id] * group.num_rows, sources).append_column(
                "occurrence", pa.array(occurrences)
            )
            documents = documents.append_column("bytes", pc.binary_length(documents["text"]))
            spills.write("documents", *_live(documents))
            for name, stream in streams.items():
                counts = group[tables[name]].to_numpy()
                rows = stream.take(int(counts.sum()))
                if rows is not None:
                    rows = _with_all_columns(name, rows, group, counts)
                    spills.write(name, *_live_rows_of(rows, counts, documents))
            first += group.num_rows


def _with_all_columns(table: str, rows: pa.Table, documents: pa.Table, counts: np.ndarray) -> pa.Table:
    """Adds the columns that older runs do not have in this table, and that are those of the documents."""
    missing = [name for name in TABLES[table].schema.names if name not in rows.column_names]
    numbers = np.repeat(np.arange(documents.num_rows), counts)
    for name in set(missing) & set(documents.column_names):
        values = pc.dictionary_encode(documents[name]).take(numbers)
        rows = rows.append_column(name, values.cast(TABLES[table].schema.field(name).type))
    return rows


def _live_rows_of(rows: pa.Table, counts: np.ndarray, documents: pa.Table) -> tuple[pa.Table, np.ndarray]:
    """The rows of another table that belong to documents that count, and the keys of those, object `[rows]`."""
    occurrences = np.repeat(documents["occurrence"].to_numpy(), counts)
    live = np.repeat(documents["live"].to_numpy(zero_copy_only=False), counts)
    keys = np.repeat(np.array(documents["key"].to_pylist(), dtype=object), counts)
    return rows.append_column("occurrence", pa.array(occurrences)).filter(pa.array(live)), keys[live]


def _live(rows: pa.Table) -> tuple[pa.Table, np.ndarray]:
    """The rows that count, and their keys, object `[rows]`."""
    kept = rows.filter(rows["live"]).drop_columns("live")
    return kept, np.array(kept["key"].to_pylist(), dtype=object)


def ordered(rows: pa.Table, run_ids: Sequence[str | None], sources: Mapping[str, Source]) -> pa.Table:
    """Adds the key of each row, whether it counts, and by what it is newer or older than others of its key.

    A row counts if the run that it is of, of `run_ids`, is the one whose reading of its file counts.
    """
    places = [place_of(source) for source in rows["source"].to_pylist()]
    found = {path: at(path, sources) for path in {place.path for place in places}}
    of_rows = [found[place.path] or Source(run_id, 0, 0, 0) for place, run_id in zip(places, run_ids, strict=True)]
    keys = map(key_of, rows["doc_id"].to_pylist(), rows["version"].to_pylist())
    live = [source.run_id == run_id for source, run_id in zip(of_rows, run_ids, strict=True)]
    columns = {
        "key": pa.array(keys, pa.string()),
        "live": pa.array(live, pa.bool_()),
        "number": pa.array([source.number for source in of_rows], pa.int32()),
        "run": pa.array([source.run for source in of_rows], pa.int32()),
        "path": pa.array([source.path for source in of_rows], pa.int32()),
        "record": pa.array([place.record for place in places], pa.int64()),
    }
    for name, column in columns.items():
        rows = rows.append_column(name, column)
    return rows
