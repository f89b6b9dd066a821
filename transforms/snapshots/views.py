"""Queries of a snapshot, in the SQL of DuckDB, that need nothing but its files."""

from collections.abc import Iterable
from itertools import groupby

from transforms.snapshots.folders import folder_of
from transforms.snapshots.manifest import Manifest, Part, parts_of
from transforms.storage import is_local, write_text
from transforms.tables.all_tables import snapshot_tables


def write_views(output: str, snapshot_id: str, manifest: Manifest) -> None:
    """Writes `entities.sql` and `documents.sql` beside the record: the rows of the snapshot, read where they lie."""
    if is_local(output):
        parts = parts_of(output, manifest)
        for table in snapshot_tables():
            write_text(f"{folder_of(output, snapshot_id)}/{table}.sql", f"{select_parts(parts[table])};\n")


def select_parts(parts: Iterable[Part]) -> str:
    """A query of the rows of a table: of each layer those that no later one voids."""
    layers = [
        _select([part.path for part in of_layer], voided)
        for voided, of_layer in groupby(parts, lambda part: part.voided)
    ]
    return "\nUNION ALL BY NAME\n".join(layers)


def _select(paths: list[str], voided: tuple[str, ...]) -> str:
    rows = f"SELECT * FROM {scan(paths)}"
    return f"{rows} AS found ANTI JOIN {scan(voided)} AS void USING (doc_id)" if voided else rows


def scan(paths: Iterable[str], with_names: bool = False) -> str:
    listed = ", ".join(map(quoted, paths))
    return f"read_parquet([{listed}], union_by_name=true, hive_partitioning=false, filename={str(with_names).lower()})"


def quoted(text: str) -> str:
    """A text as a literal of SQL.

    >>> quoted("Crohn's")
    "'Crohn''s'"
    """
    return "'{}'".format(text.replace("'", "''"))
