"""What the page of a run or of a snapshot shows, from the records and the tables."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from jobs.report.choice import Chosen, choose
from jobs.report.letters import reasons_of, shown_letters
from jobs.report.survey import Survey, survey
from jobs.report.values import Input, Page
from jobs.run.durations import duration
from jobs.snapshot.report_page import moment
from transforms.records import printable
from transforms.runs.run_record import RunRecord
from transforms.snapshots.newest_state import State
from transforms.snapshots.snapshot_record import SnapshotRecord
from transforms.snapshots.snapshots import record_of


class Described(NamedTuple):
    """The values of a page, and the documents that it may show."""

    page: Page
    chosen: Chosen


def describe_run(state: State) -> Described:
    """The page of the last run of a state."""
    record = state.runs[max(state.runs)]
    counts = record.counts
    found, chosen = _read(state, record.entities_by_label)
    page = Page(
        kind="Report of a run",
        title=_name(state.output),
        when=f"{moment(record.run_id)} UTC, model {record.model}",
        read_call=f"lt.read({state.output!r}, run={record.run_id!r})",
        documents=counts.documents,
        files=counts.files,
        tokens=counts.tokens,
        entities=counts.entities,
        letters=counts.dead_letters,
        speed=f"{record.tokens_per_second:,} a second, in {duration(record.seconds)}",
        warnings=_warnings_of_run(record),
        labels=found.labels(dict(record.entities_by_label)),
        surveyed=found.rows,
        mentions=found.top_mentions(),
        exact=found.exact and found.rows == counts.entities,
        reasons=reasons_of(record.dead_letters_by_reason),
        shown_letters=shown_letters(state.files["dead_letters"], len(record.dead_letters_by_reason)),
        inputs=[Input(read.path, read.bytes, read.sha256 is not None) for read in record.inputs],
        facts=_facts_of_run(state, record),
    )
    return Described(page, chosen)


def describe_snapshot(state: State) -> Described:
    """The page of a snapshot; its dead letters are those of its runs."""
    record = record_of(state.output, str(state.snapshot))
    totals = {label: facts.count for label, facts in record.labels.items()}
    found, chosen = _read(state, totals)
    page = Page(
        kind="Report of a snapshot",
        title=_name(state.output),
        when=f"{moment(record.snapshot_id)} UTC, model {', '.join(record.models)}",
        read_call=f"lt.read({state.output!r}, snapshot={record.snapshot_id!r})",
        documents=record.documents,
        files=record.inputs,
        tokens=record.tokens,
        entities=record.entities,
        letters=sum(record.dead_letters_by_reason.values()),
        speed=f"merged in {duration(record.seconds)}",
        warnings=_warnings_of_snapshot(state, record),
        labels=found.labels(totals),
        surveyed=found.rows,
        mentions=found.top_mentions(),
        exact=found.exact and found.rows == record.entities,
        reasons=reasons_of(record.dead_letters_by_reason),
        shown_letters=shown_letters(state.files["dead_letters"], len(record.dead_letters_by_reason)),
        inputs=(),
        facts=_facts_of_snapshot(state, record),
    )
    return Described(page, chosen)


def _read(state: State, totals: Mapping[str, int]) -> tuple[Survey, Chosen]:
    ranked = sorted(totals, key=lambda label: (-totals[label], label))
    found = survey(state.parts("entities"), ranked)
    return found, choose(state, found.candidates)


def _name(output: str) -> str:
    return output.rpartition("/")[2]


def _warnings_of_run(record: RunRecord) -> list[str]:
    unreadable = sum(read.sha256 is None for read in record.inputs)
    warnings = [f"{unreadable:,} files could not be read; see below."] if unreadable else []
    if record.sample:
        warnings.append("These are the invented abstracts that come with the program; give --input to tag your own.")
    return warnings


def _warnings_of_snapshot(state: State, record: SnapshotRecord) -> list[str]:
    warnings = [f"Published by force: {breach.text}" for breach in record.breaches]
    if state.later:
        warnings.append(f"{len(state.later):,} runs are newer than this snapshot, and are not in it.")
    return warnings


def _facts_of_run(state: State, record: RunRecord) -> dict[str, str]:
    reused = record.counters.get("ReuseAnnotations/documents_reused", 0)
    facts = {
        "Model": f"{record.model}, {record.model.digest[:12]}",
        "Command": printable(record.command),
        "Runner": f"{record.runner}, processes that wrote documents: {len(record.documents_by_worker)}",
        "Finished": record.finished,
        "Sentences": f"{record.counts.sentences:,}",
        "Not tagged again": f"{reused:,} documents with the text and the model of an earlier run" if reused else "",
        "Deletions": f"{record.counts.deletions:,}" if record.counts.deletions else "",
        "Versions": ", ".join(f"{name} {version}" for name, version in record.versions.items()),
        "Run": record.run_id,
        "Folder": state.output,
    }
    return {name: value for name, value in facts.items() if value}


def _facts_of_snapshot(state: State, record: SnapshotRecord) -> dict[str, str]:
    changes = f"{record.added:,} new, {record.changed:,} changed, {record.deleted:,} deleted, {record.older:,} older"
    return {
        "Models": ", ".join(record.models),
        "Runs": f"{len(record.runs):,}",
        "Documents": changes,
        "Started": f"{datetime.fromtimestamp(record.started, UTC):%Y-%m-%d %H:%M} UTC",
        "Snapshot": record.snapshot_id,
        "Folder": state.output,
    }
