"""The tables of a committed run, side by side: the entities of a bundle are in the order of its documents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.runs.run_files import files_of_run
from transforms.storage import open_file
from transforms.tables.all_tables import snapshot_tables


class Bundle(NamedTuple):
    """Paths of the files that one bundle wrote, in order, by table."""

    run_id: str
    files: dict[str, list[str]]

    @property
    def documents(self) -> list[str]:
        return self.files["documents"]

    @property
    def entities(self) -> list[str]:
        """None for a bundle in which nothing was found."""
        return self.files.get("entities", [])


def bundles_of(output: str, run_id: str) -> list[Bundle]:
    """The bundles of a run that have documents, with the files of the tables that snapshots have."""
    tables = {table: _by_bundle(files_of_run(output, run_id, table)) for table in snapshot_tables()}
    return [
        Bundle(run_id, {table: paths[name] for table, paths in tables.items() if name in paths})
        for name in sorted(tables["documents"])
    ]


def _by_bundle(paths: Iterable[str]) -> dict[str, list[str]]:
    bundles = defaultdict(list)
    for path in paths:
        name, dash, _ = path.rpartition("/")[2].rpartition("-")
        if dash:  # others have no rows
            bundles[name].append(path)
    return bundles


def row_groups(path: str, columns: list[str] | None = None) -> Iterator[pa.Table]:
    with open_file(path) as stream:
        file = pq.ParquetFile(stream)
        for number in range(file.num_row_groups):
            yield file.read_row_group(number, columns)


class RowStream:
    """The rows of several files as one sequence."""

    def __init__(self, paths: list[str]):
        self._groups = (group for path in paths for group in row_groups(path))
        self._held: pa.Table | None = None

    def take(self, count: int) -> pa.Table | None:
        """The next rows; None for none of them."""
        taken = []
        while count > 0:
            if self._held is None or not self._held.num_rows:
                self._held = next(self._groups)
            taken.append(self._held.slice(0, count))
            self._held = self._held.slice(count)
            count -= taken[-1].num_rows
        return pa.concat_tables(taken) if taken else None
