"""The tables of a snapshot as Delta Lake tables, for engines that read those: one transaction for each table.

A commit is one file put in place, so that no catalogue has to run beside the tables. No transaction spans two tables,
so that between two commits the newest versions are not of one snapshot. `delta/versions.json`, put in place in one step
behind both, says which versions belong together.
"""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa

from transforms.snapshots.manifest import parts_of_snapshot
from transforms.snapshots.read_parts import batches_of
from transforms.storage import exists, read_json, remove_unwritten, write_json
from transforms.tables.all_tables import TABLES, snapshot_tables


def write_delta(output: str, snapshot_id: str, keep: int) -> dict[str, int]:
    """Lets the newest version of both tables hold the rows of a snapshot; returns the versions that do.

    So many snapshots, the last ones written, are left to be read by the numbers of their versions; the files of others
    are removed. Killed in between, the next call goes on.
    """
    remove_unwritten(f"{output}/delta")
    for table in snapshot_tables():
        if _newest_snapshot(output, table) != snapshot_id:
            _replace_rows(output, table, snapshot_id)
    versions = {table: version_of(output, table, snapshot_id) for table in snapshot_tables()}
    known = versions_of(output)
    before = [name for name in known.snapshots if name != snapshot_id]
    kept = before[max(len(before) + 1 - keep, 0) :]
    now = Versions(snapshot_id, {**{name: known.snapshots[name] for name in kept}, snapshot_id: versions})
    if now != known:
        write_json(f"{output}/delta/versions.json", now)
    for table in snapshot_tables():
        _vacuum(output, table, [of_tables[table] for of_tables in now.snapshots.values()])
    return versions


@dataclass(frozen=True)
class Versions:
    """`current`: id of the snapshot to read; `snapshots`: by id, the version of each table that holds the snapshot."""

    current: str | None = None
    snapshots: dict[str, dict[str, int]] = field(default_factory=dict)


def versions_of(output: str) -> Versions:
    """Raises `Refused` if the file that says so is damaged."""
    path = f"{output}/delta/versions.json"
    return read_json(path, Versions, f"remove {path}, and compact again") if exists(path) else Versions()


def version_of(output: str, table: str, snapshot_id: str) -> int:
    """The last version of a table that holds a snapshot; raises `ValueError` if none does."""
    for commit in _history(output, table):
        if commit.get("snapshot_id") == snapshot_id:
            return int(commit["version"])
    raise ValueError(f"{output}/delta/{table} has no version of the snapshot {snapshot_id}")


def _newest_snapshot(output: str, table: str) -> str | None:
    for commit in _history(output, table):
        if not commit["operation"].startswith("VACUUM"):  # which leaves the rows as they are
            return commit.get("snapshot_id")
    return None


def _history(output: str, table: str) -> list[dict[str, Any]]:
    """The commits of a table, the newest first; none before it is made."""
    from deltalake import DeltaTable  # an extra

    uri = f"{output}/delta/{table}"
    return DeltaTable(uri).history() if DeltaTable.is_deltatable(uri) else []


def _vacuum(output: str, table: str, versions: list[int]) -> None:
    """Removes the files that none of the versions needs; each time that it does, Delta Lake notes so in two commits."""
    from deltalake import DeltaTable

    found = DeltaTable(f"{output}/delta/{table}")
    vacuum = partial(found.vacuum, 0, enforce_retention_duration=False, keep_versions=versions)
    if vacuum(dry_run=True):
        vacuum(dry_run=False)


def _replace_rows(output: str, table: str, snapshot_id: str) -> None:
    from deltalake import CommitProperties, write_deltalake

    properties = CommitProperties(custom_metadata={"snapshot_id": snapshot_id})
    parts = parts_of_snapshot(output, snapshot_id)[table]
    schema = TABLES[table].schema
    rows = pa.RecordBatchReader.from_batches(schema, batches_of(parts, schema))
    write_deltalake(
        f"{output}/delta/{table}", rows, mode="overwrite", schema_mode="overwrite", commit_properties=properties
    )
