"""Whether an output is whole: `python -m jobs.check --output=annotations`.

Compares what the runs and the current snapshot left with their records: files, checksums, counts, and the offsets of
all entities with the texts. `--repair` sets damaged runs aside, from where they can be taken back, so that the next
incremental run tags again what they had read.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack

from jobs.operation.endings import DONE, REFUSED, before_work, exit_code_of
from jobs.operation.interrupts import end_at_interrupt, only_job
from jobs.operation.log import log_as_json, log_event
from jobs.operation.metrics_file import write_metrics
from jobs.operation.options import add_operation_flags
from jobs.operation.streams import settle_streams
from jobs.run.plan_run import output_folder
from jobs.snapshot.check_current import faults_of_current
from ner_model.errors import Refused
from transforms.runs.check_run import faults_of_run
from transforms.runs.commit_run import interrupted_commits, published_runs, recorded_runs
from transforms.runs.fault import Fault
from transforms.runs.layout import Layout, staging_of
from transforms.runs.run_record import read_run_record
from transforms.runs.set_aside import set_aside
from transforms.storage import exists, list_names


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 0 if all is right or all that was damaged has been set aside, 2 if something is wrong."""
    flags = _parser().parse_args(arguments)
    if flags.log_json:
        log_as_json()
    return exit_code_of("check", flags, lambda: _check(flags))


def _check(flags: argparse.Namespace) -> int:
    with ExitStack() as stack:
        with before_work():
            output = output_folder(flags.output)
            if not list_names(output):
                raise Refused("there is no output", output)
            stack.enter_context(only_job("check", staging_of(output)))
        damaged = {run_id: faults for run_id in runs_of(output) if (faults := _checked(output, run_id, flags.log_json))}
        current = list(faults_of_current(output))
        _say(current, flags.log_json)
        if flags.repair:
            for run_id, faults in damaged.items():
                print("\n".join(_repaired(Layout(output, run_id), faults)))
    return _end(flags, len(damaged), bool(current or (damaged and not flags.repair)))


def runs_of(output: str) -> list[str]:
    """All runs that have a record or rows, but those whose commit was interrupted, which the next run finishes."""
    return sorted(published_runs(output) - interrupted_commits(output))


def faults_in(output: str, run_id: str) -> Iterator[Fault]:
    """What is wrong with one of `runs_of`."""
    if run_id in recorded_runs(output):
        yield from faults_of_run(output, run_id)
    else:
        yield Fault(Layout(output, run_id).record, "missing, though tables have rows of the run")


def _checked(output: str, run_id: str, log_json: bool) -> list[Fault]:
    faults = list(faults_in(output, run_id))
    _say(faults, log_json)
    if not faults:
        print(f"right     {Layout(output, run_id).record}", flush=True)
    return faults


def _say(faults: list[Fault], log_json: bool) -> None:
    for fault in faults:
        print(f"wrong     {fault}", flush=True)
        log_event("wrong", log_json, {"path": fault.path, "message": fault.what})


def _repaired(layout: Layout, faults: list[Fault]) -> Iterator[str]:
    """Sets a run aside, and says what becomes of its inputs."""
    gone = [path for path in _inputs_of(layout) if not exists(path)]
    set_aside(layout, map(str, faults))
    yield f"set aside {layout.aside}: the next run with --incremental tags again what the run had read"
    if gone:
        yield f"          {len(gone)} of its inputs are no more, and cannot be read again: {', '.join(gone[:3])}"


def _inputs_of(layout: Layout) -> list[str]:
    """None are known of a run whose record cannot be read."""
    try:
        return [read.path for read in read_run_record(layout.record).inputs]
    except (OSError, Refused):
        return []


def _end(flags: argparse.Namespace, damaged: int, is_wrong: bool) -> int:
    code = REFUSED if is_wrong else DONE
    write_metrics(flags.metrics_file, "check", code, {"damaged_runs": damaged})
    log_event("checked", flags.log_json, {"damaged_runs": damaged, "exit_code": code})
    if damaged and not flags.repair:
        print(f"{damaged} runs are damaged: --repair sets them aside, and the next run with --incremental tags again")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m jobs.check", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--output", default="annotations", metavar="FOLDER", help="what is checked (default: %(default)s)"
    )
    parser.add_argument("--repair", action="store_true", help="move damaged runs to set_aside/ in the output")
    add_operation_flags(parser)
    return parser


if __name__ == "__main__":
    settle_streams()
    end_at_interrupt("check")
    sys.exit(main())
