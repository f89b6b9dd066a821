"""Publishes the files of a run, all or none, and finishes or removes what an interruption left.

A run works in `.staging`, and writes its record there once everything is known to be complete: the intent. Then its
files are moved to the tables, and the record to `runs/RUN_ID.json` last. Killed before the intent, the run never was;
killed after it, the next run finishes the commit.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from transforms.errors import Incomplete
from transforms.runs.layout import Layout, staging_of
from transforms.runs.run_record import FileRecord, RunRecord, read_run_record
from transforms.storage import (
    LOCK,
    create_file,
    exists,
    list_files,
    list_names,
    move_file,
    move_files,
    move_folder,
    remove_file,
    remove_folder,
    sizes_of,
    write_json,
)
from transforms.tables.all_tables import TABLES
from transforms.writing.parquet_files import FileWritten, open_parquet

EMPTY = "empty.parquet"


def commit_run(layout: Layout, record: RunRecord, files: Iterable[FileWritten], metadata: dict[str, str]) -> None:
    """Publishes the listed files and then the record; the runs that it `replaces` are removed in between.

    Raises `Incomplete` before anything is published if a file is missing or not as long as it was written.
    """
    files = list(files)
    _check_files(layout, files)
    _pick_listed(layout, files)
    _fill_empty_tables(layout, files, metadata)
    write_json(layout.intent, replace(record, files=tuple(_final(layout, file) for file in files)))
    _finish(layout)


def _final(layout: Layout, file: FileWritten) -> FileRecord:
    """The file as it is known once it is published."""
    folder = layout.final(file.table).removeprefix(f"{layout.output}/")
    return FileRecord(file.table, f"{folder}/{file.path.rpartition('/')[2]}", file.rows, file.bytes, file.sha256)


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
    for run_id in published_runs(output) - recorded_runs(output):  # killed while it was removed
        layout = Layout(output, run_id)
        if not exists(layout.record) and not exists(layout.intent):  # a late listing may lack both
            remove_run(layout)
    return finished


def committed_runs(output: str) -> dict[str, RunRecord]:
    """The record of each run that is complete; raises `Refused` for one that is damaged."""
    records = {}
    for run_id, path in _record_paths(output).items():
        with suppress(FileNotFoundError):  # a late listing has what is no more
            records[run_id] = read_run_record(path)
    return records


def published_runs(output: str) -> set[str]:
    """Ids of all runs that have rows in a table or a record."""
    folders = {name for table in TABLES for name in list_names(f"{output}/{table}") if name.startswith("run=")}
    return {folder.removeprefix("run=") for folder in folders} | recorded_runs(output)


def recorded_runs(output: str) -> set[str]:
    """Ids of the runs that have a record, damaged or not."""
    return set(_record_paths(output))


def interrupted_commits(output: str) -> set[str]:
    """Ids of the runs whose commit `recover` will finish."""
    return {run_id for run_id in list_names(staging_of(output)) if exists(Layout(output, run_id).intent)}


def _record_paths(output: str) -> dict[str, str]:
    """By run id, in order."""
    paths = sorted(path for path in list_files(f"{output}/runs") if path.endswith(".json"))
    return {path.rpartition("/")[2].removesuffix(".json"): path for path in paths}


def _finish(layout: Layout) -> None:
    """Each step may be repeated: an interruption can come between any two."""
    record = read_run_record(layout.intent)
    for run_id in record.replaces:
        remove_run(Layout(layout.output, run_id))
    for table in TABLES:
        names = [file.path.rpartition("/")[2] for file in record.files if file.table == table]
        move_folder(layout.ready(table), layout.final(table), names or [EMPTY])
    move_file(layout.intent, layout.record)
    remove_folder(layout.staging)


def remove_run(layout: Layout) -> None:
    """The record goes first: rows without a record belong to no run."""
    remove_file(layout.record)
    for table in TABLES:
        remove_folder(layout.final(table))


def _check_files(layout: Layout, files: list[FileWritten]) -> None:
    sizes = sizes_of((file.path for file in files), layout.staging)
    for file in files:
        if sizes[file.path] != file.bytes:
            raise Incomplete(f"{file.path} should have {file.bytes} bytes. Received: {sizes[file.path]}")


def _pick_listed(layout: Layout, files: list[FileWritten]) -> None:
    """Bundles that failed or were overtaken leave other files, or may even be writing them now."""
    for table in TABLES:
        move_files([file.path for file in files if file.table == table], layout.ready(table))


def _fill_empty_tables(layout: Layout, files: list[FileWritten], metadata: dict[str, str]) -> None:
    """A file without rows, so that every table that readers know can be read of every run."""
    for name in {table.name for table in TABLES.values() if table.for_readers} - {file.table for file in files}:
        write_empty_table(name, layout.ready(name), metadata)


def write_empty_table(table: str, folder: str, metadata: dict[str, str]) -> None:
    rows = TABLES[table].empty().replace_schema_metadata(metadata)
    with create_file(f"{folder}/{EMPTY}") as file, open_parquet(table, file, rows.schema) as writer:
        writer.write_table(rows)
