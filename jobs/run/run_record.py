"""The record of a run: `runs/RUN_ID.json`."""

import platform
import shlex
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from apache_beam.runners.runner import PipelineResult

from jobs.run.plan_run import DISTRIBUTION, Run
from transforms.errors import Incomplete

_MENTIONS = 10


def run_record(run: Run, manifest: dict[str, Any], seconds: float, counters: dict[str, int]) -> dict[str, Any]:
    """What was run, on what, and what came out; raises `Incomplete` if a document was lost."""
    metadata = run.metadata
    counts = counts_of(manifest)
    found, expected = counts["documents"] + counts["dead_letters"], counts["documents_read"]
    if found != expected:
        raise Incomplete(f"{expected} documents were read, but {found} came out")
    return {
        "run_id": metadata["run_id"],
        "sample": run.is_sample,
        "replaces": run.replaces,
        "command": shlex.join([*sys.orig_argv[:1], *sys.argv]),
        "versions": {DISTRIBUTION: metadata["code_version"], **versions()},
        "model": model_of(metadata),
        "schema_version": metadata["schema_version"],
        "settings": dict(run.settings),
        "inputs": [{**read, "modified": run.modified.get(read["path"])} for read in manifest["inputs"]],
        "counts": counts,
        "entities_by_label": totals_in(manifest, "entities"),
        "dead_letters_by_reason": totals_in(manifest, "dead_letters"),
        "most_frequent_mentions": most_frequent_mentions(manifest),
        "documents_by_worker": documents_by_worker(manifest),
        "counters": counters,
        "started": time.time() - seconds,
        "finished": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "seconds": round(seconds, 3),
        "tokens_per_second": round(counts["tokens"] / seconds),
    }


def model_of(metadata: dict[str, str]) -> dict[str, str]:
    """What made the entities: the weights, what ran them, and the version of the arithmetic."""
    names = {"name": "model", "digest": "model_digest", "engine": "engine", "arithmetic": "arithmetic"}
    return {name: metadata[key] for name, key in names.items()}


def counts_of(manifest: dict[str, Any]) -> dict[str, int]:
    rows = Counter()
    for file in manifest["files"]:
        rows[file["table"]] += file["rows"]
    sums = totals_in(manifest, "documents")
    return {
        "files": len(manifest["inputs"]),
        "documents_read": manifest["documents_read"],
        "documents": rows["documents"],
        "dead_letters": rows["dead_letters"],
        "deletions": rows["deletions"],
        "sentences": sums.get("sentences", 0),
        "tokens": sums.get("tokens", 0),
        "entities": rows["entities"],
    }


def totals_in(manifest: dict[str, Any], table: str) -> dict[str, int]:
    """The totals of a table's files, added up, the largest first."""
    totals = Counter()
    for file in manifest["files"]:
        if file["table"] == table:
            totals.update(file["totals"])
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def documents_by_worker(manifest: dict[str, Any]) -> dict[str, int]:
    """Documents that each process wrote; a process is HOST/PID."""
    counter = Counter()
    for file in manifest["files"]:
        if file["table"] == "documents":
            counter[file["worker"]] += file["rows"]
    return dict(sorted(counter.items()))


def most_frequent_mentions(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Exact for a single file of entities; of several, each has only told its most frequent ones."""
    counter = Counter()
    for file in manifest["files"]:
        counter.update({(label, text): rows for label, text, rows in file["mentions"]})
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [{"label": label, "text": text, "count": count} for (label, text), count in ranked[:_MENTIONS]]


def counters_of(result: PipelineResult) -> dict[str, int]:
    """Beam's own counters, e.g. `model_loads`; work that was repeated is in them as often as it was done."""
    counters = result.metrics().query()["counters"]
    return {f"{counter.key.metric.namespace}/{counter.key.metric.name}": counter.result for counter in counters}


def dead_letter_rate(record: dict[str, Any]) -> float:
    counts = record["counts"]
    return counts["dead_letters"] / max(counts["documents_read"], 1)


def versions() -> dict[str, str]:
    packages = {name: version(name) for name in ("apache-beam", "numpy", "pyarrow")}
    return {"python": platform.python_version(), **packages}
