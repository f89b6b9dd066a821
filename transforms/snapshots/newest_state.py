"""Which Parquet files are the newest committed state of an output: whoever reads an output asks here.

What this promises, whatever is being written or was interrupted meanwhile:

- no row of a run or of a snapshot that was not committed, and all rows of those that were;
- of one snapshot both tables, as `CURRENT` is read once;
- each document once if there is a snapshot, or if there is one run (see `State.is_unique` for several runs).

Files may be removed while they are read: a run that `--overwrite` replaces, a snapshot that is older than those kept.
Then opening them fails, and asking again gives the state that has come since.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ner_model.errors import Refused
from transforms.runs.commit_run import committed_runs
from transforms.runs.run_files import files_of_run
from transforms.runs.run_record import RunRecord
from transforms.snapshots.manifest import Part, parts_of_snapshot
from transforms.snapshots.snapshots import current_snapshot, record_of, snapshot_ids
from transforms.tables.all_tables import TABLES, snapshot_tables


class State(NamedTuple):
    """What an output holds at one moment.

    `files`: the paths of each table that readers know, sorted by run and by name; every table has one at least.
    `snapshot`: the id of the snapshot that `entities` and `documents` are of, None if they are of runs.
    `runs`: the records of the runs that rows are of, by id, the last one last. Dead letters are always of runs.
    `later`: ids of runs that are newer than the snapshot, so that no row here is of them.
    `voided`: of a snapshot with nights, by path, the files that list the documents whose rows in it do not count;
    who reads rows leaves those out (`parts`, `read_parts`).
    """

    output: str
    files: Mapping[str, tuple[str, ...]]
    snapshot: str | None
    runs: Mapping[str, RunRecord]
    later: tuple[str, ...] = ()
    voided: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    @property
    def is_unique(self) -> bool:
        """Whether no document comes twice: of several runs without a snapshot, those of the newest run count."""
        return self.snapshot is not None or len(self.runs) == 1

    def parts(self, table: str) -> tuple[Part, ...]:
        """The files of a table, each with those that list what does not count in it."""
        return tuple(Part(path, self.voided.get(path, ())) for path in self.files[table])


def newest_state(output: str) -> State:
    """The current snapshot, or all committed runs if there is none; raises `Refused` if there is no run either."""
    snapshot = current_snapshot(output)
    return state_of_runs(output) if snapshot is None else state_of_snapshot(output, snapshot)


def unique_state(output: str, snapshot: str | None = None) -> State:
    """A state in which each document comes once; raises `Refused` for several runs without a snapshot."""
    state = state_of_snapshot(output, snapshot) if snapshot else newest_state(output)
    if not state.is_unique:
        remedy = "make a snapshot with jobs.compact_annotations"
        raise Refused(f"no snapshot, and {len(state.runs)} runs", output, remedy=remedy)
    return state


def state_of_snapshot(output: str, snapshot_id: str) -> State:
    """A snapshot that was published, with the dead letters of its runs; raises `Refused` if there is none of the id."""
    if snapshot_id not in snapshot_ids(output):
        known = ", ".join(snapshot_ids(output)) or "none"
        raise Refused("no such snapshot", output, snapshot_id, f"published and still there: {known}")
    committed = committed_runs(output)
    runs = {run_id: committed[run_id] for run_id in record_of(output, snapshot_id).runs if run_id in committed}
    newest = max(runs, default="")
    parts = {table: parts_of_snapshot(output, snapshot_id)[table] for table in snapshot_tables()}
    files = {table: tuple(part.path for part in of_table) for table, of_table in parts.items()}
    voided = {part.path: part.voided for of_table in parts.values() for part in of_table if part.voided}
    letters = _files_of_runs(output, runs, set(_tables_for_readers()) - files.keys())
    later = tuple(name for name in committed if name > newest)
    return State(output, files | letters, snapshot_id, runs, later, voided)


def state_of_runs(output: str, run_ids: Iterable[str] = ()) -> State:
    """Some committed runs, by default all of them; raises `Refused` if there are none, or none of an id."""
    committed = committed_runs(output)
    chosen = sorted(run_ids) or list(committed)
    for run_id in chosen:
        if run_id not in committed:
            raise Refused("no such run", output, run_id, f"committed: {', '.join(committed) or 'none'}")
    if not chosen:
        raise Refused("no run has been committed there", output, remedy="tag something first with jobs.tag_corpus")
    runs = {run_id: committed[run_id] for run_id in chosen}
    return State(output, _files_of_runs(output, runs, _tables_for_readers()), None, runs)


def _tables_for_readers() -> list[str]:
    return [name for name, table in TABLES.items() if table.for_readers]


def _files_of_runs(output: str, runs: Iterable[str], tables: Iterable[str]) -> dict[str, tuple[str, ...]]:
    runs = list(runs)
    return {table: tuple(path for run_id in runs for path in _parquet(output, run_id, table)) for table in tables}


def _parquet(output: str, run_id: str, table: str) -> list[str]:
    return [path for path in files_of_run(output, run_id, table) if path.endswith(".parquet")]
