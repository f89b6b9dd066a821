"""The files that a committed run left."""

from transforms.runs.layout import Layout
from transforms.runs.run_record import read_run_record
from transforms.storage import is_local, list_files


def files_of_run(output: str, run_id: str, table: str) -> list[str]:
    """Paths of the files of a table, sorted; those that the record lists too where the listing may lack some."""
    layout = Layout(output, run_id)
    paths = set(list_files(layout.final(table)))
    if not is_local(output):
        paths |= {f"{output}/{file.path}" for file in read_run_record(layout.record).files if file.table == table}
    return sorted(paths)
