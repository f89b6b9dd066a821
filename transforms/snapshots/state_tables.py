"""The rows of a state of an output, as Arrow tables or as SQL for DuckDB."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.runs.file_order import last_readings
from transforms.snapshots.newest_state import State
from transforms.snapshots.read_parts import without_voided
from transforms.snapshots.views import scan, select_parts
from transforms.storage import open_file
from transforms.tables.all_tables import TABLES


def read_table(state: State, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Rows of a table with some columns of it, by default all; columns that older runs lack are null there.

    Of several runs without a snapshot, a document is taken from the newest run that has it, with its entities. A dead
    letter does not count if a later run has read its file again.
    """
    schema = TABLES[name].schema
    chosen = list(columns) if columns is not None else schema.names
    by = "source" if name == "dead_letters" else "doc_id"
    wanted = [*chosen, by] if by not in chosen else chosen
    tables = {path: without_voided(_read(path, name, wanted), state.voided.get(path, ())) for path in state.files[name]}
    if name == "dead_letters":
        tables = _last_letters(state, tables)
    elif not state.is_unique:
        tables = _of_newest_runs(state, tables)
    return pa.concat_tables(tables.values()).unify_dictionaries().select(chosen)


def rows_of_document(state: State, name: str, doc_id: str) -> list[dict[str, Any]]:
    """The rows of one document, of the newest run that has it; only row groups that may hold it are read."""
    last = "" if state.is_unique else _last_run_of_document(state, doc_id)
    paths = [path for path in state.files[name] if state.is_unique or run_of(path) == last]
    return [row for path in paths for row in _rows_of_document(state, path, doc_id)]


def first_rows(state: State, name: str, number: int) -> list[dict[str, Any]]:
    """The first rows of the newest file of a table that has any; no more than a row group is read."""
    for path in reversed(state.files[name]):
        with open_file(path) as stream:
            file = pq.ParquetFile(stream)
            if file.metadata.num_rows:
                rows = without_voided(file.read_row_group(0), state.voided.get(path, ()))
                return list(rows.slice(0, number).to_pylist())
    return []


def _last_run_of_document(state: State, doc_id: str) -> str:
    runs = [run_of(path) for path in state.files["documents"] if _rows_of_document(state, path, doc_id)]
    return max(runs, default="")


def _rows_of_document(state: State, path: str, doc_id: str) -> list[dict[str, Any]]:
    with open_file(path) as stream:
        rows = pq.read_table(stream, filters=[("doc_id", "=", doc_id)])
    return list(without_voided(rows, state.voided.get(path, ())).to_pylist())


def select_of(state: State, name: str) -> str:
    """A query in the SQL of DuckDB that gives the same rows, and reads the files where they lie.

    Of dead letters it gives those too whose file was read again later.
    """
    if name == "dead_letters" or state.is_unique:
        return select_parts(state.parts(name))
    run = "regexp_extract(filename, 'run=([^/]+)/[^/]+$', 1)"  # ids of runs sort by time
    newest = f"SELECT doc_id, max({run}) AS run FROM {scan(state.files['documents'], True)} GROUP BY doc_id"
    return (
        f"SELECT found.* EXCLUDE (filename) FROM {scan(state.files[name], True)} AS found "
        f"SEMI JOIN ({newest}) AS newest ON found.doc_id = newest.doc_id AND {run} = newest.run"
    )


def run_of(path: str) -> str:
    """The id of the run whose file it is.

    >>> run_of("out/entities/run=R1/a.parquet")
    'R1'
    """
    return path.rpartition("/")[0].rpartition("/run=")[2]


def _read(path: str, table: str, columns: Sequence[str]) -> pa.Table:
    """Rows of a file in today's schema; files of early versions lack columns, and fields of sections."""
    wanted = pa.schema([TABLES[table].schema.field(name).with_nullable(True) for name in columns])
    with open_file(path) as stream:
        file = pq.ParquetFile(stream)
        rows = file.read(columns=[name for name in columns if name in file.schema_arrow.names])
    present = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
        for field in wanted
    ]
    return pa.table(present, schema=wanted)


def _of_newest_runs(state: State, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The rows of documents that are in no later run."""
    rank = {run_id: number for number, run_id in enumerate(state.runs)}
    ids = []
    for path in state.files["documents"]:
        of_file = _read(path, "documents", ["doc_id"])
        ids.append(of_file.append_column("run", pa.repeat(pa.scalar(rank[run_of(path)], pa.int32()), len(of_file))))
    newest = pa.concat_tables(ids).group_by("doc_id").aggregate([("run", "max")]).combine_chunks()
    return {
        path: table.filter(pc.equal(newest["run_max"].take(_places(table, newest)), rank[run_of(path)]))
        for path, table in tables.items()
    }


def _places(rows: pa.Table, newest: pa.Table) -> pa.ChunkedArray:
    return pc.index_in(rows["doc_id"], newest["doc_id"])


def _last_letters(state: State, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The dead letters of files that no later run has read again."""
    last = {path: reading.run_id for path, reading in last_readings(state.runs).items()}
    kept = {}
    for path, table in tables.items():
        sources = table["source"].unique()
        counts = [_last_run(source, last) <= run_of(path) for source in sources.to_pylist()]
        kept[path] = table.filter(pc.is_in(table["source"], sources.filter(pa.array(counts, pa.bool_()))))
    return kept


def _last_run(source: str, last: Mapping[str, str]) -> str:
    """The run that last read the file of a record, or the archive that it lies in; empty if none could."""
    for path in (source, source.rpartition("#")[0]):
        while path:
            if path in last:
                return last[path]
            path = path.rpartition("/")[0]
    return ""
