"""Writes the page of a run or of a snapshot."""

import logging

from jobs.report.describe import describe_run, describe_snapshot
from jobs.report.excerpts import shown
from jobs.report.page import render
from transforms.snapshots.newest_state import State, state_of_runs
from transforms.storage import write_text

PAGE = "report.html"


def write_page(state: State, path: str) -> None:
    """The page of the snapshot of a state, or of its last run; there is a whole page under the path or none."""
    described = describe_run(state) if state.snapshot is None else describe_snapshot(state)
    write_text(path, render(described.page, shown(described.chosen)))


def try_page_of_run(output: str, run_id: str) -> str | None:
    """The path of the page of a run; None if it could not be made, which the log says.

    A run is complete whether it has a page or not, so that nothing that goes wrong here may end a job.
    """
    path = f"{output}/{PAGE}"
    try:
        write_page(state_of_runs(output, [run_id]), path)
    except Exception as error:
        logging.getLogger(__name__).warning("no page of run %s: %s: %.500s", run_id, type(error).__name__, error)
        return None
    return path
