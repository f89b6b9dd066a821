"""Snapshots: what readers read. `CURRENT` names the one that counts, and moves from one to the next in one step."""

from typing import Any

from transforms.commit_run import write_empty_table
from transforms.storage import (
    exists,
    list_files,
    list_names,
    move_files,
    open_file,
    read_json,
    remove_folder,
    write_json,
    write_text,
)

_TABLES = ("entities", "documents")
_RECORD = "snapshot.json"


def folder_of(output: str, snapshot_id: str) -> str:
    return f"{output}/snapshots/{snapshot_id}"


def current_snapshot(output: str) -> str | None:
    """The id of the snapshot to read; None before the first is published."""
    path = f"{output}/snapshots/CURRENT"
    if not exists(path):
        return None
    with open_file(path) as file:
        return file.read().decode().strip()


def snapshots_of(output: str) -> dict[str, dict[str, Any]]:
    """The record of every snapshot that is whole."""
    ids = [name for name in list_names(f"{output}/snapshots") if exists(f"{folder_of(output, name)}/{_RECORD}")]
    return {snapshot_id: read_json(f"{folder_of(output, snapshot_id)}/{_RECORD}") for snapshot_id in ids}


def publish_snapshot(
    output: str, record: dict[str, Any], files: list[dict[str, Any]], metadata: dict[str, str]
) -> None:
    """Puts the files in their place, then the record, and then lets `CURRENT` name them.

    Killed in between, the snapshot before is still the one to read, and what is left is removed by the next.
    """
    folder = folder_of(output, record["snapshot_id"])
    for table in _TABLES:
        move_files([file["path"] for file in files if file["table"] == table], f"{folder}/{table}")
        if not list_files(f"{folder}/{table}"):
            write_empty_table(table, f"{folder}/{table}", metadata)
    write_json(f"{folder}/{_RECORD}", record)
    write_text(f"{output}/snapshots/CURRENT", f"{record['snapshot_id']}\n")


def remove_half_snapshots(output: str) -> None:
    """What a publication that was killed has left."""
    whole = {*snapshots_of(output), "CURRENT"}
    for name in list_names(f"{output}/snapshots"):
        if name not in whole:
            remove_folder(folder_of(output, name))


def remove_old_snapshots(output: str, keep: int) -> list[str]:
    """Leaves the newest, and always the current one; returns the ids of those that are gone."""
    current = current_snapshot(output)
    old = [name for name in sorted(snapshots_of(output))[:-keep] if name != current]
    for snapshot_id in old:
        remove_folder(folder_of(output, snapshot_id))
    return old
