"""Takes a damaged run out of the tables without removing anything of the run."""

from collections.abc import Iterable

from transforms.runs.layout import Layout
from transforms.storage import exists, move_file, move_folder, write_text
from transforms.tables.all_tables import TABLES


def set_aside(layout: Layout, why: Iterable[str]) -> None:
    """Moves tables and record of a run to `set_aside/RUN_ID`, and writes there why, with the way back.

    The record goes last: a run that was set aside in part is still damaged, and is set aside when this is repeated.
    From then on no committed run covers the inputs of the run, so that the next incremental run tags them again.
    """
    tables = "".join(f"{layout.aside}/{table} was {layout.final(table)}\n" for table in TABLES)
    way_back = f"{tables}{layout.aside}/run.json was {layout.record}, and goes back last\n"
    write_text(f"{layout.aside}/why.txt", "".join(f"{line}\n" for line in why) + "\n" + way_back)
    for table in TABLES:
        move_folder(layout.final(table), f"{layout.aside}/{table}")
    if exists(layout.record):
        move_file(layout.record, f"{layout.aside}/run.json")
