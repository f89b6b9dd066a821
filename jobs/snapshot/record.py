"""The record of a snapshot that has been built and not yet judged."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pyarrow.parquet as pq

from jobs.snapshot.plan_compaction import Compaction
from transforms.runs.file_order import is_superseded, newest_year
from transforms.runs.run_record import RunRecord
from transforms.snapshots.snapshot_record import DocumentCounts, Facts, SnapshotRecord
from transforms.snapshots.versions import key_of
from transforms.storage import open_file

_DUPLICATES_SHOWN = 20


class Made(NamedTuple):
    """A snapshot that was made: its id, the start in seconds since 1970, and how many seconds the work took."""

    snapshot_id: str
    started: float
    seconds: float


def snapshot_record(
    runs: Mapping[str, RunRecord],
    compaction: Compaction,
    facts: Facts,
    made: Made,
    before: SnapshotRecord | None = None,
) -> SnapshotRecord:
    """The record says nothing yet of what the gate thinks; of runs that a night did not read, what was before."""
    live = set(compaction.live.values())
    year = newest_year(compaction.paths)
    dead_letters: Counter[str] = Counter()
    for run_id in live:
        dead_letters.update(runs[run_id].dead_letters_by_reason)
    read = {run_id: DocumentCounts(runs[run_id].counts.documents, rows) for run_id, rows in compaction.rows.items()}
    known = {**(before.runs if before else {}), **read}
    counts = {run_id: known[run_id] for run_id in sorted(runs) if run_id in known}
    return SnapshotRecord(
        **vars(facts),
        **made._asdict(),
        fingerprint=compaction.fingerprint,
        year=year,
        superseded=tuple(path for path in facts.gone_by_file if is_superseded(path, year)),
        models=tuple(sorted({str(runs[run_id].model) for run_id in live})),
        runs=counts,
        inputs=len(compaction.live),
        dead_letters_by_reason=dict(dead_letters.most_common()),
        tokens_per_second={run_id: runs[run_id].tokens_per_second for run_id in sorted(runs)},
    )


def duplicates_in(paths: list[str]) -> list[str]:
    """Keys that do not come behind all others before them in files that are sorted by document."""
    last = ""
    found: list[str] = []
    for path in sorted(paths, key=lambda path: path.rpartition("/")[2]):
        with open_file(path) as file:
            rows = pq.read_table(file, columns=["doc_id", "version"])
        for key in map(key_of, rows["doc_id"].to_pylist(), rows["version"].to_pylist()):
            if key == last and len(found) < _DUPLICATES_SHOWN:
                found.append(key)
            last = key
    return found
