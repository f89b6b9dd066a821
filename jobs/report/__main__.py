"""The page of a run, or of a snapshot: `python -m jobs.report --output=annotations`."""

import argparse
import sys

from jobs.operation.endings import DONE, REFUSED, before_work
from jobs.operation.streams import settle_streams
from jobs.report.find_state import state_of
from jobs.report.write_page import PAGE, write_page
from jobs.run.plan_run import output_folder
from ner_model.errors import Refused


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
