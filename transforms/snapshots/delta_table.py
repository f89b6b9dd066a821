"""The tables of a snapshot as Delta Lake tables, for engines that read those: one transaction for each table.

Delta, not Iceberg: a commit is one file put in place, so that no catalogue has to run beside the tables, and DuckDB,
Spark, Polars and pandas read it. No transaction spans two tables, so that between two commits the newest versions are
not of one snapshot. `delta/versions.json`, put in place in one step behind both, says which versions belong together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from transforms.snapshots.manifest import Part, parts_of_snapshot
from transforms.snapshots.read_parts import groups_of
from transforms.storage import exists, read_json, remove_unwritten, write_json
from transforms.tables.all_tables import TABLES, snapshot_tables


def write_delta(output: str, snapshot_id: str) -> dict[str, int]:
    """Lets the newest version of both tables hold the rows of a snapshot; returns the versions that do.

    What versions before hold is left, to be read by their numbers. Killed in between, the next call goes on.
    """
    remove_unwritten(f"{output}/delta")
    for table in snapshot_tables():
        if _newest_snapshot(output, table) != snapshot_id:
            _replace_rows(output, table, snapshot_id)
    versions = {table: version_of(output, table, snapshot_id) for table in snapshot_tables()}
    known = versions_of(output)
    if known.current != snapshot_id or known.snapshots[snapshot_id] != versions:
        snapshots = {**known.snapshots, snapshot_id: versions}
        write_json(f"{output}/delta/versions.json", Versions(snapshot_id, snapshots))
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


def _batches(parts: Iterable[Part], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for group in groups_of(parts, schema.names):
        yield from group.cast(schema).to_batches(max_chunksize=10_000)


def _newest_snapshot(output: str, table: str) -> str | None:
    history = _history(output, table)
    return history[0].get("snapshot_id") if history else None


def _history(output: str, table: str) -> list[dict[str, Any]]:
    """The commits of a table, the newest first; none before it is made."""
    from deltalake import DeltaTable  # an extra

    uri = f"{output}/delta/{table}"
    return DeltaTable(uri).history() if DeltaTable.is_deltatable(uri) else []


def _replace_rows(output: str, table: str, snapshot_id: str) -> None:
    from deltalake import CommitProperties, write_deltalake

    properties = CommitProperties(custom_metadata={"snapshot_id": snapshot_id})
    parts = parts_of_snapshot(output, snapshot_id)[table]
    schema = TABLES[table].schema
    rows = pa.RecordBatchReader.from_batches(schema, _batches(parts, schema))
    write_deltalake(
        f"{output}/delta/{table}", rows, mode="overwrite", schema_mode="overwrite", commit_properties=properties
    )
