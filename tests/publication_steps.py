"""Publishes a snapshot again and again, ended at the first step that changes a file, at the second, ...

`python -m tests.publication_steps OUTPUT STATES` with `kill_at_step.c` preloaded leaves OUTPUT as it is after each step
in STATES/publish/1, STATES/publish/2, ..., and in the last of them the whole publication. STATES/recover has the steps
of the recovery from a publication that was ended right before `CURRENT` would have moved.
"""

import argparse
import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import deltalake  # noqa: F401 - imported here, not once for each step; used, it could not be forked
from apache_beam.options.pipeline_options import PipelineOptions

from jobs.compact_annotations import build_snapshot, publication_of
from jobs.snapshot.gate import judge
from jobs.snapshot.plan_snapshot import plan_snapshot
from jobs.snapshot.publish import publish, recover_publication
from transforms.snapshots.snapshots import current_snapshot

FLAGS = argparse.Namespace(
    delta=True, iceberg=False, rebase=False, keep=1, force=False, max_file_bytes=1 << 28, metrics_file=None
)


def main(output: Path, states: Path) -> None:
    old = current_snapshot(str(output))
    plan = plan_snapshot(str(output), FLAGS)
    built = build_snapshot(plan, PipelineOptions([]))
    judged = built._replace(record=judge(built.record, plan.current))
    keep_steps(output, states / "publish", lambda: publish(publication_of(plan, judged, FLAGS)))
    steps = sorted((states / "publish").iterdir(), key=lambda state: int(state.name))
    shutil.copytree([state for state in steps if current_snapshot(str(state)) == old][-1], output)
    keep_steps(output, states / "recover", lambda: recover_publication(str(output)))


def keep_steps(output: Path, states: Path, work: Callable[[], object]) -> None:
    before = output.with_name("before")
    shutil.copytree(output, before)
    for number in count(1):
        killed = _killed_at(number, output, work)
        states.mkdir(parents=True, exist_ok=True)
        shutil.move(output, states / str(number))
        if not killed:
            break
        shutil.copytree(before, output)
    shutil.rmtree(before)


def _killed_at(step: int, folder: Path, work: Callable[[], object]) -> bool:
    child = os.fork()
    if not child:
        try:
            ctypes.CDLL(None).arm(os.fsencode(f"{folder}/"), ctypes.c_long(step))
            work()
            os._exit(0)
        except BaseException as error:
            print(f"step {step}: {error!r}", file=sys.stderr, flush=True)
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, 137):
        raise RuntimeError(f"step {step} ended with {code}")
    return code == 137


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
