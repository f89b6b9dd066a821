"""Which run or snapshot of an output a page is of."""

from ner_model.errors import Refused
from transforms.snapshots.newest_state import State, state_of_runs, state_of_snapshot
from transforms.snapshots.snapshots import current_snapshot


def state_of(output: str, snapshot: str | None, run: str | None) -> State:
    """The snapshot or run of an id, where an empty id of a snapshot stands for the current one; else the last run.

    Raises `Refused` for what is not there.
    """
    if snapshot is not None and run is not None:
        raise Refused("a page is of a snapshot or of a run: give --snapshot or --run")
    if snapshot is None:
        newest = [max(state_of_runs(output).runs)]
        return state_of_runs(output, [run] if run is not None else newest)
    current = snapshot or current_snapshot(output)
    if current is None:
        raise Refused("no snapshot has been published there", output, remedy="make one with jobs.compact_annotations")
    return state_of_snapshot(output, current)
