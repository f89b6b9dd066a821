"""The record of a snapshot: what it was made of, and what is in it."""

from collections import Counter
from typing import Any

import pyarrow.parquet as pq

from jobs.snapshot.plan_compaction import Compaction
from transforms.runs.file_order import newest_year
from transforms.snapshots.versions import key_of
from transforms.storage import list_files, open_file, read_json

_DUPLICATES_SHOWN = 20


def snapshot_record(runs: dict[str, Any], compaction: Compaction, facts: dict[str, Any]) -> dict[str, Any]:
    """`runs`: for each run the documents that its record and that its files count."""
    live = set(compaction.live.values())
    dead_letters = Counter()
    for run_id in live:
        dead_letters.update(runs[run_id]["dead_letters_by_reason"])
    return {
        **facts,
        "fingerprint": compaction.fingerprint,
        "year": newest_year(compaction.paths),
        "models": sorted({runs[run_id]["model"]["name"] for run_id in live}),
        "runs": {run_id: [runs[run_id]["counts"]["documents"], compaction.rows[run_id]] for run_id in sorted(runs)},
        "inputs": len(compaction.live),
        "dead_letters_by_reason": dict(dead_letters.most_common()),
        "tokens_per_second": {run_id: runs[run_id]["tokens_per_second"] for run_id in sorted(runs)},
    }


def past_records(output: str) -> list[dict[str, Any]]:
    """The records of all snapshots that were ever made, held ones too, in order."""
    return [read_json(path) for path in sorted(list_files(f"{output}/reports")) if path.endswith(".json")]


def duplicates_in(paths: list[str]) -> list[str]:
    """Keys that do not come behind all others before them in files that are sorted by document."""
    last, found = "", []
    for path in sorted(paths, key=lambda path: path.rpartition("/")[2]):
        with open_file(path) as file:
            rows = pq.read_table(file, columns=["doc_id", "version"])
        for key in map(key_of, rows["doc_id"].to_pylist(), rows["version"].to_pylist()):
            if key == last and len(found) < _DUPLICATES_SHOWN:
                found.append(key)
            last = key
    return found
