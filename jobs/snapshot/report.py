"""The report on a snapshot: `reports/SNAPSHOT_ID.html`, one page without scripts, fonts or pictures from elsewhere."""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from jobs.snapshot.report_page import page
from transforms.snapshots.snapshot_record import LabelFacts, SnapshotRecord, read_snapshot_record
from transforms.storage import list_files, remove_file, remove_unwritten, write_json, write_text

_RUNS_SHOWN = 10


class LabelChange(NamedTuple):
    """A label now, and in the last published snapshot; None if there is none."""

    name: str
    new: LabelFacts
    old: LabelFacts | None


def past_records(output: str) -> list[SnapshotRecord]:
    """The records of all snapshots that were ever made, held ones too, in order."""
    records = []
    for path in sorted(list_files(f"{output}/reports")):
        with suppress(FileNotFoundError):  # a late listing has what is no more
            records += [read_snapshot_record(path)] if path.endswith(".json") else []
    return records


def report_path(output: str, snapshot_id: str) -> str:
    return f"{output}/reports/{snapshot_id}.html"


def write_report(output: str, record: SnapshotRecord, past: Sequence[SnapshotRecord]) -> None:
    """Writes the page, and the record that later reports compare with."""
    shown = report(record, past)
    write_json(f"{output}/reports/{record.snapshot_id}.json", record)
    write_text(report_path(output, record.snapshot_id), shown)


def remove_report(output: str, snapshot_id: str) -> None:
    """Removes the report of a snapshot that was never published, though the report says so."""
    remove_unwritten(f"{output}/reports")
    for suffix in ("html", "json"):
        remove_file(f"{output}/reports/{snapshot_id}.{suffix}")


def report(record: SnapshotRecord, past: Sequence[SnapshotRecord]) -> str:
    """The page; `past` are the records of earlier snapshots, the last of which was the newest."""
    published = [each for each in past if each.published]
    return page(
        "snapshot.html",
        record=record,
        records=[record, *reversed(past[-_RUNS_SHOWN:])],
        labels=_labels(record, published[-1] if published else None),
        speeds=dict(reversed(list(record.tokens_per_second.items())[-_RUNS_SHOWN:])),
    )


def _labels(record: SnapshotRecord, before: SnapshotRecord | None) -> list[LabelChange]:
    old = before.labels if before else {}
    missing = LabelFacts(0, 0.0) if before else None
    return [LabelChange(name, label, old.get(name, missing)) for name, label in record.labels.items()]
