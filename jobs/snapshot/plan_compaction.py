"""What a compaction reads, and into which ranges of keys the work is divided."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jobs.snapshot.check_files import check_files, footer_of
from jobs.snapshot.range_bounds import range_bounds
from ner_model.errors import Refused
from transforms.runs.bundles import Bundle, bundles_of
from transforms.runs.file_order import last_readings, live_readings
from transforms.runs.run_files import files_of_run
from transforms.runs.run_record import RunRecord
from transforms.snapshots.split_by_key import Deletions


class Compaction(NamedTuple):
    """`elements` are numbered `Bundle`s and `Deletions`; `rows`: what the footers of the files of each run say."""

    elements: list[tuple[int, Bundle | Deletions]]
    live: dict[str, str]
    paths: list[str]
    bounds: list[str]
    rows: dict[str, int]

    @property
    def bundles(self) -> list[Bundle]:
        return [element for _, element in self.elements if isinstance(element, Bundle)]

    @property
    def fingerprint(self) -> str:
        """The same as long as a snapshot would hold the same."""
        return hashlib.sha256(json.dumps(sorted(self.live.items())).encode()).hexdigest()


def plan_compaction(output: str, runs: Mapping[str, RunRecord]) -> Compaction:
    """Raises `Refused` if there is nothing to compact, or a file is missing or torn."""
    if not runs:
        raise Refused(f"{output} holds no committed run")
    check_files(output, runs)
    live = {path: reading.run_id for path, reading in live_readings(runs).items()}
    by_run = {run_id: bundles_of(output, run_id) for run_id in runs}
    bundles = [bundle for run_id in set(live.values()) for bundle in by_run[run_id]]
    rows = {
        run_id: sum(footer_of(output, run_id, path).num_rows for bundle in of_run for path in bundle.documents)
        for run_id, of_run in by_run.items()
    }
    elements = elements_of(output, bundles, set(live.values()))
    return Compaction(elements, live, list(last_readings(runs)), range_bounds(bundles), rows)


def elements_of(output: str, bundles: Iterable[Bundle], run_ids: Iterable[str]) -> list[tuple[int, Bundle | Deletions]]:
    """The bundles, and the deletions of some runs, numbered in an order that does not depend on anything else."""
    deletions = [Deletions(run_id, path) for run_id in run_ids for path in files_of_run(output, run_id, "deletions")]
    elements: list[Bundle | Deletions] = [
        *sorted(bundles, key=lambda bundle: (bundle.run_id, bundle.documents)),
        *sorted(deletions),
    ]
    return list(enumerate(elements))
