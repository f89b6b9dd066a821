"""Snapshots: what readers read. `CURRENT` names the one that counts, and moves from one to the next in one step.

A snapshot is announced first, by a file in its folder that goes once `CURRENT` names it: one that is still announced
though another is current was never published, and nobody has read it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from transforms.errors import Incomplete
from transforms.runs.commit_run import EMPTY, write_empty_table
from transforms.snapshots.folders import folder_of
from transforms.snapshots.manifest import Layer, manifest_of
from transforms.snapshots.snapshot_record import SnapshotRecord, read_snapshot_record
from transforms.storage import (
    exists,
    list_names,
    move_files,
    open_file,
    remove_file,
    remove_folder,
    remove_unwritten,
    replace_text,
    write_json,
    write_text,
)
from transforms.tables.all_tables import snapshot_tables
from transforms.writing.parquet_files import FileWritten

_RECORD = "snapshot.json"
_ANNOUNCED = ".announced"


def current_snapshot(output: str) -> str | None:
    """The id of the snapshot to read; None before the first is published."""
    path = f"{output}/snapshots/CURRENT"
    if not exists(path):
        return None
    with open_file(path) as file:
        return str(file.read(), "utf-8").strip()


def snapshot_ids(output: str) -> list[str]:
    """The ids of all snapshots that have been published and are still there, in order."""
    half = set(half_snapshots(output))
    return [name for name in _names(output) if name not in half and _is_whole(output, name)]


def record_of(output: str, snapshot_id: str) -> SnapshotRecord:
    """The record of a snapshot that has been published; raises `Refused` if the record is damaged."""
    return read_snapshot_record(f"{folder_of(output, snapshot_id)}/{_RECORD}")


def half_snapshots(output: str) -> list[str]:
    """The ids of those that never were published, and of those that were half removed when the job was killed.

    A snapshot that is removed leaves the files that others are made of.
    """
    half = [name for name in _others(output) if not _is_whole(output, name)]
    shared = _shared(output) if half else set()
    return [*announced_snapshots(output), *(name for name in half if name not in shared)]


def _shared(output: str) -> set[str]:
    """The ids of snapshots whose files published ones are made of."""
    announced = set(announced_snapshots(output))
    names = [name for name in _names(output) if _is_whole(output, name) and name not in announced]
    return {layer.snapshot_id for name in names for layer in manifest_of(output, name).layers}


def announced_snapshots(output: str) -> list[str]:
    """The ids of those that never were published."""
    return [name for name in _others(output) if exists(f"{folder_of(output, name)}/{_ANNOUNCED}")]


def _others(output: str) -> list[str]:
    """All but the current one."""
    current = current_snapshot(output)
    return [name for name in _names(output) if name != current]


def _names(output: str) -> list[str]:
    """Of all folders, in order; that of the current one even if a late listing lacks it."""
    current = current_snapshot(output)
    return sorted({*list_names(f"{output}/snapshots"), *([current] if current else [])} - {"CURRENT"})


def _is_whole(output: str, name: str) -> bool:
    return exists(f"{folder_of(output, name)}/{_RECORD}")


def announce_snapshot(output: str, snapshot_id: str) -> None:
    """Comes before all else that a publication leaves."""
    write_text(f"{folder_of(output, snapshot_id)}/{_ANNOUNCED}", "")


def move_tables(output: str, snapshot_id: str, files: Sequence[FileWritten], metadata: dict[str, str]) -> None:
    """Puts the files of a base in their folders; a table without rows gets a file without rows."""
    move_layer(folder_of(output, snapshot_id), files)
    for table in snapshot_tables():
        folder = f"{folder_of(output, snapshot_id)}/{table}"
        if table not in {file.table for file in files}:
            write_empty_table(table, folder, metadata)


def move_layer(folder: str, files: Sequence[FileWritten]) -> None:
    """Puts files in folders, one for each table."""
    for table in sorted({file.table for file in files}):
        move_files([file.path for file in files if file.table == table], f"{folder}/{table}")


def night_of(output: str, snapshot_id: str) -> str:
    """Where the files of a night lie: not where those of a whole snapshot do, so that nobody takes it for one."""
    return f"{folder_of(output, snapshot_id)}/night"


def layer_of(output: str, snapshot_id: str, folder: str, files: Sequence[FileWritten], tables: Iterable[str]) -> Layer:
    """Files that were moved to the folder of a base or of a night, and those without rows of other tables."""
    names: dict[str, list[str]] = defaultdict(list)
    for file in files:
        names[file.table].append(file.path.rpartition("/")[2])
    below = folder.removeprefix(f"{output}/")
    names |= {table: [EMPTY] for table in tables if table not in names}
    paths = {table: tuple(f"{below}/{table}/{name}" for name in sorted(of_table)) for table, of_table in names.items()}
    return Layer(snapshot_id, sum(file.rows for file in files if file.table == "documents"), paths)


def write_record(output: str, record: SnapshotRecord) -> None:
    """Behind the tables: a folder without a record is no snapshot."""
    write_json(f"{folder_of(output, record.snapshot_id)}/{_RECORD}", record)


def remove_record(output: str, snapshot_id: str) -> None:
    remove_file(f"{folder_of(output, snapshot_id)}/{_RECORD}")


def name_current(output: str, snapshot_id: str, before: str | None) -> None:
    """The step from which on readers see the snapshot, and nothing of the one before, from which it was made."""
    if not replace_text(f"{output}/snapshots/CURRENT", f"{snapshot_id}\n", before):
        raise Incomplete(f"another job has published {current_snapshot(output)} in the meantime")


def settle_current(output: str) -> None:
    """The last step of a publication, which may be repeated."""
    remove_unwritten(f"{output}/snapshots")
    if current := current_snapshot(output):
        remove_file(f"{folder_of(output, current)}/{_ANNOUNCED}")


def remove_snapshot(output: str, snapshot_id: str) -> None:
    """The record goes first: without it the rest is no snapshot, though others may be made of it."""
    remove_record(output, snapshot_id)
    if snapshot_id not in _shared(output):
        remove_folder(folder_of(output, snapshot_id))


def remove_old_snapshots(output: str, keep: int) -> list[str]:
    """Leaves the newest, the current one, and the files that those are made of; returns the ids that are gone."""
    current = current_snapshot(output)
    old = [name for name in snapshot_ids(output)[:-keep] if name != current]
    for snapshot_id in old:
        remove_snapshot(output, snapshot_id)
    for snapshot_id in half_snapshots(output):  # of which nothing that is left is made
        remove_snapshot(output, snapshot_id)
    return old
