"""Whether a committed run is what its record says: its files, their checksums, its counts, and its rows."""

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from ner_model.errors import Refused
from transforms.runs.bundles import bundles_of, row_groups
from transforms.runs.check_bundle import Sums, faults_of_bundle, sums_of
from transforms.runs.fault import Fault
from transforms.runs.layout import Layout
from transforms.runs.run_record import FileRecord, RunRecord, read_run_record
from transforms.storage import digest_of, list_files, open_file, sizes_of
from transforms.tables.all_tables import TABLES

_DAMAGE = (OSError, ValueError, pa.ArrowException)  # what reading a file of a disk that lies may raise


def faults_of_run(output: str, run_id: str) -> Iterator[Fault]:
    """All that is wrong with a run, file by file; rows are compared only where all files are whole."""
    layout = Layout(output, run_id)
    try:
        record = read_run_record(layout.record)
    except Refused as error:
        yield Fault(layout.record, error.what)
        return
    faults = [*_of_record(layout, record), *faults_of_files(layout, record)]
    yield from faults
    if not faults:
        yield from _of_rows(layout, record)


def misfits(layout: Layout, record: RunRecord) -> Iterator[Fault]:
    """Files that are missing, or not as long as they were written; records of the first runs list none."""
    for table in sorted({file.table for file in record.files}):
        written = {f"{layout.output}/{file.path}": file.bytes for file in record.files if file.table == table}
        for path, size in sizes_of(written, layout.final(table)).items():
            if size is None:
                yield Fault(path, "missing")
            elif size != written[path]:
                yield Fault(path, f"{size} bytes long where {written[path]} were written")


def faults_of_files(layout: Layout, record: RunRecord) -> Iterator[Fault]:
    """`misfits`, files of other bytes than were written, and files that the record does not know."""
    misfitting = list(misfits(layout, record))
    yield from misfitting
    listed = {f"{layout.output}/{file.path}": file for file in record.files}
    paths = {path for table in TABLES for path in list_files(layout.final(table))}
    for path in sorted(paths - {fault.path for fault in misfitting}):
        if what := _damage(path, listed[path]) if path in listed else _extra(path, record):
            yield Fault(path, what)
    for table in (table.name for table in TABLES.values() if table.for_readers):
        if not any(path.startswith(f"{layout.final(table)}/") for path in paths):
            yield Fault(layout.final(table), "missing")


def _damage(path: str, file: FileRecord) -> str:
    """What is wrong with the bytes of a file; empty if nothing."""
    if not file.sha256:
        return _unreadable(path)
    found, _ = digest_of(path)
    return "" if found == file.sha256 else f"expected SHA-256 {file.sha256}, found {found}"


def _unreadable(path: str) -> str:
    try:
        for _ in row_groups(path):
            pass
    except _DAMAGE as error:
        return f"damaged ({error!s:.300})"
    return ""


def _extra(path: str, record: RunRecord) -> str:
    """A table without rows has a file that no record lists."""
    if what := _unreadable(path):
        return what
    with open_file(path) as file:
        rows = pq.read_metadata(file).num_rows
    return f"{rows} rows that the record of the run does not have" if rows and record.files else ""


def _of_record(layout: Layout, record: RunRecord) -> Iterator[Fault]:
    """Where a record contradicts itself."""
    counts = record.counts
    if record.run_id != layout.run_id:
        yield Fault(layout.record, f"is the record of the run {record.run_id}")
    if counts.documents_read != counts.documents + counts.dead_letters:
        said = f"{counts.documents} documents and {counts.dead_letters} dead letters"
        yield Fault(layout.record, f"{counts.documents_read} documents were read, and {said} came out")
    rows: Counter[str] = Counter()
    for file in record.files:
        rows[file.table] += file.rows
    for table, counted in ((name, getattr(counts, name)) for name in TABLES):
        if record.files and rows[table] != counted:
            yield Fault(layout.record, f"counts {counted} {table}, and lists files of {rows[table]}")


def _of_rows(layout: Layout, record: RunRecord) -> Iterator[Fault]:
    try:
        yield from _of_tables(layout, record)
        for bundle in bundles_of(layout.output, layout.run_id):
            yield from faults_of_bundle(bundle)
    except _DAMAGE as error:
        yield Fault(layout.final("documents"), f"damaged ({error!s:.300})")


def _of_tables(layout: Layout, record: RunRecord) -> Iterator[Fault]:
    """Where the tables do not hold what the record counts."""
    for table in TABLES:
        rows = 0
        for path in sorted(list_files(layout.final(table))):
            with open_file(path) as file:
                parquet = pq.ParquetFile(file)
                rows += parquet.metadata.num_rows
                if wrong := _other_columns(table, parquet.schema_arrow):
                    yield Fault(path, wrong)
        if rows != getattr(record.counts, table):
            yield Fault(layout.final(table), f"{rows} rows where the record counts {getattr(record.counts, table)}")
    sums = [sums_of(bundle) for bundle in bundles_of(layout.output, layout.run_id)]
    for number, name in enumerate(Sums._fields):
        if (found := sum(each[number] for each in sums)) != (counted := getattr(record.counts, name)):
            yield Fault(layout.final("documents"), f"{found} {name} where the record counts {counted}")


def _other_columns(table: str, schema: pa.Schema) -> str:
    """Columns that are missing or of other types than the table has; those that came later may be missing."""
    fields = {field.name: field.type for field in TABLES[table].schema}
    found = {field.name: field.type for field in schema}
    needed = {field.name for field in TABLES[table].schema if not field.nullable}
    if missing := sorted(needed - found.keys()):
        return f"has no {', '.join(missing)}"
    other = sorted(name for name in fields.keys() & found.keys() if not _alike(found[name], fields[name]))
    return f"has another type of {', '.join(other)}" if other else ""


def _alike(found: pa.DataType, expected: pa.DataType) -> bool:
    """Lists and structures have had other fields in earlier versions."""
    return found.id == expected.id if pa.types.is_nested(expected) else bool(found == expected)
