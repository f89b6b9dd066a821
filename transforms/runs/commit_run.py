"""Publishes the files of a run, all or none, and finishes or removes what an interruption left.

A run works in `.staging`, and writes its record there once everything is known to be complete: the intent. Then its
files are moved to the tables, and the record to `runs/RUN_ID.json` last. Killed before the intent, the run never was;
killed after it, the next run finishes the commit.
"""

from typing import Any

from transforms.errors import Incomplete
from transforms.runs.layout import Layout, staging_of
from transforms.storage import (
    LOCK,
    create_file,
    exists,
    list_files,
    list_names,
    move_file,
    move_files,
    move_folder,
    read_json,
    remove_file,
    remove_folder,
    write_json,
)
from transforms.tables.all_tables import TABLES
from transforms.writing.parquet_files import open_parquet


def commit_run(layout: Layout, record: dict[str, Any], files: list[dict[str, Any]], metadata: dict[str, str]) -> None:
    """Publishes the listed files and then the record; the runs that it `replaces` are removed in between.

    Raises `Incomplete` before anything is published if a file is missing or not as long as it was written.
    """
    _check_files(layout, files)
    _pick_listed(layout, files)
    _fill_empty_tables(layout, files, metadata)
    write_json(layout.intent, record)
    _finish(layout)


def recover(output: str) -> list[str]:
    """Finishes the commits that were interrupted and removes what other runs left; returns the finished run ids."""
    finished = []
    for run_id in list_names(staging_of(output)):
        if run_id == LOCK:
            continue
        layout = Layout(output, run_id)
        if exists(layout.intent):
            _finish(layout)
            finished.append(run_id)
        remove_folder(layout.staging)
    for run_id in published_runs(output) - set(committed_runs(output)):  # killed while it was removed
        remove_run(Layout(output, run_id))
    return finished


def committed_runs(output: str) -> dict[str, dict[str, Any]]:
    """The record of each run that is complete."""
    paths = sorted(path for path in list_files(f"{output}/runs") if path.endswith(".json"))
    return {path.rsplit("/", 1)[1].removesuffix(".json"): read_json(path) for path in paths}


def published_runs(output: str) -> set[str]:
    """Ids of all runs that have rows in a table or a record."""
    folders = {name for table in TABLES for name in list_names(f"{output}/{table}") if name.startswith("run=")}
    return {folder.removeprefix("run=") for folder in folders} | set(committed_runs(output))


def _finish(layout: Layout) -> None:
    """Each step may be repeated: an interruption can come between any two."""
    for run_id in read_json(layout.intent)["replaces"]:
        remove_run(Layout(layout.output, run_id))
    for table in TABLES:
        move_folder(layout.ready(table), layout.final(table))
    move_file(layout.intent, layout.record)
    remove_folder(layout.staging)


def remove_run(layout: Layout) -> None:
    """The record goes first: rows without a record belong to no run."""
    remove_file(layout.record)
    for table in TABLES:
        remove_folder(layout.final(table))


def _check_files(layout: Layout, files: list[dict[str, Any]]) -> None:
    sizes = list_files(layout.staging)
    for file in files:
        if sizes.get(file["path"]) != file["bytes"]:
            raise Incomplete(f"{file['path']} should have {file['bytes']} bytes. Received: {sizes.get(file['path'])}")


def _pick_listed(layout: Layout, files: list[dict[str, Any]]) -> None:
    """Bundles that failed or were overtaken leave other files, or may even be writing them now."""
    for table in TABLES:
        move_files([file["path"] for file in files if file["table"] == table], layout.ready(table))


def _fill_empty_tables(layout: Layout, files: list[dict[str, Any]], metadata: dict[str, str]) -> None:
    """A file without rows, so that every table that readers know can be read of every run."""
    for name in {table.name for table in TABLES.values() if table.for_readers} - {file["table"] for file in files}:
        write_empty_table(name, layout.ready(name), metadata)


def write_empty_table(table: str, folder: str, metadata: dict[str, str]) -> None:
    rows = TABLES[table].empty().replace_schema_metadata(metadata)
    with create_file(f"{folder}/empty.parquet") as file, open_parquet(table, file, rows.schema) as writer:
        writer.write_table(rows)
