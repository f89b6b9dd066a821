"""Which files hold records that could not be tagged: what `--input=OUTPUT/dead_letters` asks for."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq

from transforms.runs.file_order import is_superseded, last_readings, newest_year
from transforms.runs.layout import Layout
from transforms.runs.run_record import RunRecord
from transforms.storage import exists, is_local, list_files, open_file


def asks_to_retag(inputs: list[str] | None, output: str) -> bool:
    """Whether the dead letters of the output are the one input."""
    if not inputs or len(inputs) > 1:
        return False
    path = str(Path(inputs[0]).expanduser().absolute()) if is_local(inputs[0]) else inputs[0].rstrip("/")
    return path == f"{output}/dead_letters"


def files_of_dead_letters(output: str, runs: Mapping[str, RunRecord]) -> list[str]:
    """The files whose last reading left dead letters, which have only the beginning of what they stand for.

    A file is read again as a whole, as its last reading stands for all of it; what was tagged is taken from the index.
    """
    last = last_readings(runs)
    year = newest_year(last)
    files: set[str] = set()
    for run_id, record in runs.items():
        paths = {read.path for read in record.inputs}
        found = {path for source in _sources(output, run_id) if (path := file_of(source, paths))}
        files |= {path for path in found if path not in last or last[path].run_id <= run_id}
    current = sorted(path for path in files if not is_superseded(path, year))
    for path in current:
        if not exists(path):
            print(f"{path} is no more; its dead letters stay", file=sys.stderr)
    return [path for path in current if exists(path)]


def file_of(source: str, paths: set[str]) -> str | None:
    """The file that a record lies in, maybe in an archive.

    >>> file_of("a/articles.tar.gz/one.nxml#1", {"a/articles.tar.gz"})
    'a/articles.tar.gz'
    """
    for path in (source, source.rpartition("#")[0]):
        while path and path not in paths:
            path = path.rpartition("/")[0]
        if path:
            return path
    return None


def _sources(output: str, run_id: str) -> set[str]:
    sources: set[str] = set()
    for path in list_files(Layout(output, run_id).final("dead_letters")):
        with open_file(path) as file:
            sources.update(pq.read_table(file, columns=["source"])["source"].to_pylist())
    return sources
