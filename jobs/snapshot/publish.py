"""How a snapshot becomes the one that readers read: one list of steps, which publishing and recovering both walk.

Killed at any step, readers see all of the snapshot before or all of the new one. Up to the step that lets `CURRENT`
name the snapshot, a recovery undoes what was done, the last step first; behind that step, it goes on.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from jobs.snapshot.report import remove_report, write_report
from transforms.runs.commit_run import recover, remove_run
from transforms.runs.layout import Layout
from transforms.snapshots.delta_table import write_delta
from transforms.snapshots.folders import folder_of
from transforms.snapshots.iceberg_table import write_iceberg
from transforms.snapshots.manifest import Manifest, write_manifest
from transforms.snapshots.snapshot_record import SnapshotRecord
from transforms.snapshots.snapshots import (
    announce_snapshot,
    announced_snapshots,
    half_snapshots,
    layer_of,
    move_layer,
    move_tables,
    name_current,
    night_of,
    remove_old_snapshots,
    remove_record,
    remove_snapshot,
    settle_current,
    write_record,
)
from transforms.snapshots.views import write_views
from transforms.storage import remove_folder
from transforms.tables.all_tables import snapshot_tables
from transforms.writing.parquet_files import FileWritten


class Publication(NamedTuple):
    """A snapshot that was judged, and what goes with it. `obsolete`: ids of runs of which no row counts any more.

    `manifest`: the layers that the snapshot is added to, none for a base, and what else its manifest says.
    """

    layout: Layout
    record: SnapshotRecord
    files: Sequence[FileWritten]
    metadata: dict[str, str]
    past: Sequence[SnapshotRecord]
    obsolete: Sequence[str]
    keep: int
    delta: bool
    iceberg: bool
    manifest: Manifest = Manifest(())


class Step(NamedTuple):
    """`do` may be repeated. `undo`: by output and id, for a snapshot that was never published."""

    do: Callable[[Publication], None]
    undo: Callable[[str, str], None] | None = None


def _announce(publication: Publication) -> None:
    announce_snapshot(publication.layout.output, publication.record.snapshot_id)


def _report(publication: Publication) -> None:
    write_report(publication.layout.output, publication.record, publication.past)


def _move_tables(publication: Publication) -> None:
    output, snapshot_id = publication.layout.output, publication.record.snapshot_id
    if publication.manifest.layers:
        move_layer(night_of(output, snapshot_id), publication.files)
    else:
        move_tables(output, snapshot_id, publication.files, publication.metadata)


def _write_manifest(publication: Publication) -> None:
    """The layers before, and the one that has just been moved to its place."""
    output, snapshot_id = publication.layout.output, publication.record.snapshot_id
    before = publication.manifest
    folder = night_of(output, snapshot_id) if before.layers else folder_of(output, snapshot_id)
    tables = () if before.layers else snapshot_tables()
    layer = layer_of(output, snapshot_id, folder, publication.files, tables)
    manifest = replace(before, layers=(*before.layers, layer))
    write_manifest(output, snapshot_id, manifest)
    write_views(output, snapshot_id, manifest)


def _write_record(publication: Publication) -> None:
    write_record(publication.layout.output, publication.record)


def _name_current(publication: Publication) -> None:
    record = publication.record
    name_current(publication.layout.output, record.snapshot_id, record.previous)


def _settle(publication: Publication) -> None:
    settle_current(publication.layout.output)


def _write_delta(publication: Publication) -> None:
    if publication.delta:
        write_delta(publication.layout.output, publication.record.snapshot_id, publication.keep)


def _write_iceberg(publication: Publication) -> None:
    if publication.iceberg:
        write_iceberg(publication.layout.output, publication.record.snapshot_id, publication.keep)


def _remove_old_snapshots(publication: Publication) -> None:
    remove_old_snapshots(publication.layout.output, publication.keep)


def _remove_obsolete_runs(publication: Publication) -> None:
    for run_id in publication.obsolete:
        remove_run(Layout(publication.layout.output, run_id))


def _clear_staging(publication: Publication) -> None:
    remove_folder(publication.layout.staging)


UNTIL_CURRENT = (
    Step(_announce, undo=remove_snapshot),
    Step(_report, undo=remove_report),
    Step(_move_tables),
    Step(_write_manifest),
    Step(_write_record, undo=remove_record),
)
CURRENT = Step(_name_current)
BEHIND_CURRENT = (
    Step(_settle),
    Step(_write_delta),
    Step(_write_iceberg),
    Step(_remove_old_snapshots),
    Step(_remove_obsolete_runs),
    Step(_clear_staging),
)
PUBLISH = (*UNTIL_CURRENT, CURRENT, *BEHIND_CURRENT)
HOLD = (Step(_report), Step(_clear_staging))


def publish(publication: Publication) -> Publication:
    """Publishes a snapshot that the gate lets pass; a snapshot that is held leaves its report alone."""
    walk(PUBLISH if publication.record.published else HOLD, publication)
    return publication


def walk(steps: Sequence[Step], publication: Publication) -> None:
    for step in steps:
        step.do(publication)


def recover_publication(output: str) -> None:
    """Undoes or finishes what an interruption has left of commits and publications.

    What can only be finished with the flags of a job (`BEHIND_CURRENT`) is walked again by the job.
    """
    recover(output)
    settle_current(output)
    for snapshot_id in announced_snapshots(output):
        for step in reversed(UNTIL_CURRENT):
            if step.undo:
                step.undo(output, snapshot_id)
    for snapshot_id in half_snapshots(output):  # killed while an old one was removed
        remove_snapshot(output, snapshot_id)
