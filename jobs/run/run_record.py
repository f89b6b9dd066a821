"""Makes the record of a run from what its pipeline has written."""

import platform
import shlex
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import NamedTuple

from apache_beam.runners.runner import PipelineResult

from jobs.run.plan_run import DISTRIBUTION, Run
from transforms.errors import Incomplete
from transforms.runs.run_record import Counts, InputRecord, MentionCount, RunRecord
from transforms.writing.write_manifest import Manifest

_MENTIONS = 10


class Ran(NamedTuple):
    """How a pipeline ran: the name of its runner, Beam's counters, and the seconds that it took."""

    runner: str
    counters: Mapping[str, int]
    seconds: float


def run_record(run: Run, manifest: Manifest, ran: Ran) -> RunRecord:
    """What was run, on what, and what came out; raises `Incomplete` if a document was lost."""
    counts = counts_of(manifest)
    found, expected = counts.documents + counts.dead_letters, counts.documents_read
    if found != expected:
        raise Incomplete(f"{expected} documents were read, but {found} came out")
    return RunRecord(
        run_id=run.metadata.run_id,
        sample=run.is_sample,
        replaces=tuple(run.replaces),
        command=shlex.join([*sys.orig_argv[:1], *sys.argv]),
        runner=ran.runner,
        versions={DISTRIBUTION: run.metadata.code_version, **versions()},
        model=run.metadata.model,
        schema_version=run.metadata.schema_version,
        settings=run.settings,
        inputs=tuple(InputRecord(**vars(read), modified=run.modified.get(read.path)) for read in manifest.inputs),
        counts=counts,
        entities_by_label=totals_in(manifest, "entities"),
        dead_letters_by_reason=totals_in(manifest, "dead_letters"),
        most_frequent_mentions=most_frequent_mentions(manifest),
        documents_by_worker=documents_by_worker(manifest),
        counters=ran.counters,
        started=time.time() - ran.seconds,
        finished=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        seconds=round(ran.seconds, 3),
        tokens_per_second=round(counts.tokens / ran.seconds),
    )


def counts_of(manifest: Manifest) -> Counts:
    rows: Counter[str] = Counter()
    for file in manifest.files:
        rows[file.table] += file.rows
    sums = totals_in(manifest, "documents")
    return Counts(
        files=len(manifest.inputs),
        documents_read=manifest.documents_read,
        documents=rows["documents"],
        dead_letters=rows["dead_letters"],
        deletions=rows["deletions"],
        sentences=sums.get("sentences", 0),
        tokens=sums.get("tokens", 0),
        entities=rows["entities"],
    )


def totals_in(manifest: Manifest, table: str) -> dict[str, int]:
    """The totals of a table's files, added up, the largest first."""
    totals: Counter[str] = Counter()
    for file in manifest.files:
        if file.table == table:
            totals.update(file.totals)
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def documents_by_worker(manifest: Manifest) -> dict[str, int]:
    """Documents that each process wrote; a process is HOST/PID."""
    counter: Counter[str] = Counter()
    for file in manifest.files:
        if file.table == "documents":
            counter[file.worker] += file.rows
    return dict(sorted(counter.items()))


def most_frequent_mentions(manifest: Manifest) -> tuple[MentionCount, ...]:
    """The most frequent mentions: exact counts for one file of entities, lower bounds for several files."""
    counter: Counter[tuple[str, str]] = Counter()
    for file in manifest.files:
        counter.update({(mention.label, mention.text): mention.rows for mention in file.mentions})
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(MentionCount(label, text, count) for (label, text), count in ranked[:_MENTIONS])


def counters_of(result: PipelineResult) -> dict[str, int]:
    """Beam's own counters, e.g. `model_loads`; work that was repeated is in them as often as it was done.

    Prism says of a counter that is 0 that there is no result.
    """
    counters = result.metrics().query()["counters"]
    return {f"{counter.key.metric.namespace}/{counter.key.metric.name}": counter.result or 0 for counter in counters}


def dead_letter_rate(record: RunRecord) -> float:
    """Figures and supplements that lie in archives beside their articles do not count."""
    left_out = record.dead_letters_by_reason.get("read/left_out", 0)
    return (record.counts.dead_letters - left_out) / max(record.counts.documents_read - left_out, 1)


def versions() -> dict[str, str]:
    packages = {name: version(name) for name in ("apache-beam", "numpy", "pyarrow")}
    return {"python": platform.python_version(), **packages}
