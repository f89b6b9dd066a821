"""The tables of a snapshot as Iceberg tables, with their catalogue in a file of SQLite: one transaction for each table.

No transaction spans two tables. Each table has a tag with the id of each snapshot that it holds, so that whoever reads
both at the id that `snapshots/CURRENT` names reads one snapshot, whatever was written meanwhile.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from transforms.snapshots.manifest import parts_of_snapshot
from transforms.snapshots.read_parts import batches_of
from transforms.tables.all_tables import TABLES, snapshot_tables

if TYPE_CHECKING:
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table

FOLDER = "iceberg"
NAMESPACE = "annotations"

_HELD = "literature-tagger.snapshot"  # in the summary of a commit, until it has its tag
_PROPERTIES = {"write.metadata.delete-after-commit.enabled": "true", "write.metadata.previous-versions-max": "3"}


def write_iceberg(output: str, snapshot_id: str, keep: int) -> None:
    """Lets both tables hold the rows of a snapshot, under a tag of its id.

    So many snapshots, the last ones written, are left; the files of others are removed. Killed in between, the next
    call goes on.
    """
    folder = _folder_of(output)
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = open_catalogue(output)
    catalogue.create_namespace_if_not_exists(NAMESPACE)
    for name in snapshot_tables():
        table = _table(catalogue, folder, name)
        if snapshot_id not in table.metadata.refs:
            _replace_rows(table, output, name, snapshot_id)
    for name in snapshot_tables():
        table = catalogue.load_table((NAMESPACE, name))
        _forget(table, keep)
        _remove_unused(table, folder / name)


def open_catalogue(output: str) -> "SqlCatalog":
    """The catalogue of an output; its tables are `annotations.entities` and `annotations.documents`."""
    from pyiceberg.catalog.sql import SqlCatalog  # an extra

    folder = _folder_of(output)
    return SqlCatalog(NAMESPACE, uri=f"sqlite:///{folder}/catalogue.db", warehouse=folder.as_uri())


def _folder_of(output: str) -> Path:
    return Path(output).resolve() / FOLDER


def _table(catalogue: "SqlCatalog", folder: Path, name: str) -> "Table":
    """A table with all columns that there are today."""
    schema = _plain(TABLES[name].schema)
    table = catalogue.create_table_if_not_exists(
        (NAMESPACE, name), schema, location=(folder / name).as_uri(), properties=_PROPERTIES
    )
    with table.update_schema() as update:
        update.union_by_name(schema)
    return table


def _replace_rows(table: "Table", output: str, name: str, snapshot_id: str) -> None:
    """A call that was killed behind its commit has left everything but the tag."""
    current = table.current_snapshot()
    if not (current and current.summary and current.summary.get(_HELD) == snapshot_id):
        schema = _plain(TABLES[name].schema)
        parts = parts_of_snapshot(output, snapshot_id)[name]
        rows = pa.RecordBatchReader.from_batches(schema, batches_of(parts, schema))
        write = table.overwrite if current else table.append
        write(rows, snapshot_properties={_HELD: snapshot_id})
        current = table.current_snapshot()
    if current:
        table.manage_snapshots().create_tag(current.snapshot_id, snapshot_id).commit()


def _plain(schema: pa.Schema) -> pa.Schema:
    """The schema without dictionaries, which Iceberg does not have."""
    return pa.schema(
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field for field in schema
    )


def _forget(table: "Table", keep: int) -> None:
    """Leaves so many tags, the last ones, and no commit without one of them but the newest."""
    tags = [name for name, ref in table.metadata.refs.items() if ref.snapshot_ref_type == "tag"]
    for name in sorted(tags)[:-keep]:  # ids of snapshots are in the order of their times
        table.manage_snapshots().remove_tag(name).commit()
    wanted = {ref.snapshot_id for ref in table.metadata.refs.values()}
    if old := [each.snapshot_id for each in table.snapshots() if each.snapshot_id not in wanted]:
        table.maintenance.expire_snapshots().by_ids(old).commit()


def _remove_unused(table: "Table", folder: Path) -> None:
    """Removes the files that no commit of the table needs: of commits that are forgotten, and that never were."""
    manifests = [manifest for each in table.snapshots() for manifest in each.manifests(table.io)]
    needed = {table.metadata_location, *(each.metadata_file for each in table.metadata.metadata_log)}
    needed |= {each.manifest_list for each in table.snapshots()}
    needed |= {manifest.manifest_path for manifest in manifests}
    entries = (entry for manifest in manifests for entry in manifest.fetch_manifest_entry(table.io))
    needed |= {entry.data_file.file_path for entry in entries}
    names = {path.rpartition("/")[2] for path in needed}
    for file in folder.rglob("*"):
        if file.is_file() and file.name not in names:
            file.unlink()
