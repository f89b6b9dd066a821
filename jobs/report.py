"""The page of a run, or of a snapshot: `python -m jobs.report --output=annotations`."""

import argparse
import sys

from jobs.operation.endings import DONE, REFUSED, before_work
from jobs.operation.streams import settle_streams
from jobs.page.write_page import PAGE, write_page
from jobs.run.plan_run import output_folder
from ner_model.errors import Refused
from transforms.snapshots.newest_state import State, state_of_runs, state_of_snapshot
from transforms.snapshots.snapshots import current_snapshot


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0, or 2 if there is nothing to report on."""
    flags = _parser().parse_args(arguments)
    try:
        with before_work():
            output = output_folder(flags.output)
            path = flags.to or f"{output}/{PAGE}"
            write_page(state_of(output, flags.snapshot, flags.run), path)
    except Refused as error:
        print(f"report: {error}", file=sys.stderr)
        return REFUSED
    print(f"report  {path}")
    return DONE


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs.report", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("--output", default="annotations", metavar="FOLDER", help="output of jobs.tag_corpus (default: %(default)s)")
    add("--run", metavar="ID", help="a run (default: the last one)")
    add("--snapshot", nargs="?", const="", metavar="ID", help="a snapshot instead (default: the current one)")
    add("--to", metavar="FILE", help=f"where the page goes (default: {PAGE} in the output)")
    return parser


if __name__ == "__main__":
    settle_streams()
    sys.exit(main())
