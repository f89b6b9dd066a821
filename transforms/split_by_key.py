"""Sorts the rows of committed runs into ranges of keys, on disk, since texts should not travel through a runner."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import uuid4

import apache_beam as beam
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.bundles import Bundle, RowStream, row_groups
from transforms.file_order import file_number
from transforms.storage import create_file

_ROWS_PER_BUNDLE = 1 << 40  # occurrences of documents are numbered by bundle and row


class Source(NamedTuple):
    """What an input file says about its documents; `run_id` of its last reading, None if they no longer count."""

    run_id: str | None
    number: int  # in PubMed's order; 0 for other files
    run: int  # rank of that run; 0 for files of PubMed, whose order is not that of the runs
    path: int  # rank of the path


class Spill(NamedTuple):
    """Rows of one table that belong to one range of keys."""

    table: str
    path: str


def sources_of(live: dict[str, str], paths: list[str]) -> dict[str, Source]:
    """The sources of all inputs that runs have read; `live` has the run id of the last reading of those that count."""
    ranks = {run_id: rank for rank, run_id in enumerate(sorted(set(live.values())), start=1)}
    sources = {}
    for rank, path in enumerate(sorted(paths)):
        number = file_number(path)
        run = 0 if number else ranks.get(live.get(path), 0)
        sources[path] = Source(live.get(path), number.number if number else 0, run, rank)
    return sources


@dataclass
class SplitByKey(beam.PTransform):
    """(number, `Bundle`) or (number, `Deletions`) -> (number of the range, `Spill`); the files lie in `folder`.

    `bounds` are the keys that all ranges but the first begin with, in order.
    """

    sources: dict[str, Source]
    bounds: list[str]
    folder: str

    def expand(self, bundles: beam.PCollection):
        return (
            bundles
            | "SpreadBundles" >> beam.Reshuffle()
            | "SplitBundle" >> beam.FlatMap(split_rows, self.sources, self.bounds, self.folder)
        )


class Deletions(NamedTuple):
    """A file of the table of deletions."""

    run_id: str
    path: str


def split_rows(
    element: tuple[int, Bundle | Deletions], sources: dict[str, Source], bounds: list[str], folder: str
) -> Iterator[tuple[int, Spill]]:
    number, rows = element
    spills = _Spills(folder, bounds)
    if isinstance(rows, Deletions):
        for group in row_groups(rows.path):
            spills.write("deletions", *_live(_ordered(group, rows.run_id, sources)))
    else:
        _split_bundle(number, rows, sources, spills)
    yield from spills.close()


def _split_bundle(number: int, bundle: Bundle, sources: dict[str, Source], spills: "_Spills") -> None:
    entities_of_bundle = RowStream(bundle.entities)
    first = number * _ROWS_PER_BUNDLE
    for path in bundle.documents:
        for group in row_groups(path):
            counts = group["entities"].to_numpy()
            entities = entities_of_bundle.take(int(counts.sum()))
            occurrences = np.arange(first, first + group.num_rows)
            documents = _ordered(group, bundle.run_id, sources).append_column("occurrence", pa.array(occurrences))
            live, keys = _live(documents)
            spills.write("documents", live, keys)
            if entities is not None:
                entities = entities.append_column("occurrence", pa.array(np.repeat(occurrences, counts)))
                keep = np.repeat(documents["live"].to_numpy(zero_copy_only=False), counts)
                spills.write("entities", entities.filter(pa.array(keep)), np.repeat(keys, counts[_mask(documents)]))
            first += group.num_rows


def _mask(rows: pa.Table) -> np.ndarray:
    return rows["live"].to_numpy(zero_copy_only=False)


def _live(rows: pa.Table) -> tuple[pa.Table, np.ndarray]:
    """The rows that count, and their keys, object `[rows]`."""
    kept = rows.filter(rows["live"]).drop_columns("live")
    return kept, np.array(kept["key"].to_pylist(), dtype=object)


def _ordered(rows: pa.Table, run_id: str, sources: dict[str, Source]) -> pa.Table:
    """Adds the key of each row, whether it counts, and by what it is newer or older than others of its key."""
    places = [source.rpartition("#") for source in rows["source"].to_pylist()]
    found = {path: source_at(path, sources) for path in {path for path, _, _ in places}}
    of_rows = [found[path] or Source(run_id, 0, 0, 0) for path, _, _ in places]
    keys = map(key_of, rows["doc_id"].to_pylist(), rows["version"].to_pylist())
    columns = {
        "key": pa.array(keys, pa.string()),
        "live": pa.array([source.run_id == run_id for source in of_rows], pa.bool_()),
        "number": pa.array([source.number for source in of_rows], pa.int32()),
        "run": pa.array([source.run for source in of_rows], pa.int32()),
        "path": pa.array([source.path for source in of_rows], pa.int32()),
        "record": pa.array([int(record) for _, _, record in places], pa.int64()),
    }
    for name, column in columns.items():
        rows = rows.append_column(name, column)
    return rows


def source_at(path: str, sources: dict[str, Source]) -> Source | None:
    """The source of a file, or of the archive that it lies in."""
    while path and path not in sources:
        path = path.rpartition("/")[0]
    return sources.get(path)


def key_of(doc_id: str, version: int) -> str:
    """What all versions of a document share.

    >>> key_of("20029614.2", 2)
    '20029614'
    """
    return doc_id.removesuffix(f".{version}") if version != 1 else doc_id


class _Spills:
    """One open file for each table and range that has rows."""

    def __init__(self, folder: str, bounds: list[str]):
        self._folder = folder
        self._bounds = np.array(bounds, dtype=object)
        self._name = uuid4().hex  # once for each attempt
        self._open = {}

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
