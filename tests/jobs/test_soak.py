"""Many small nights with faults: ends at any change of a file, full disks, torn inputs, clocks that jump.

Nothing is ever lost. THOROUGH=1 makes 200 nights.
"""

import errno
import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from apache_beam.io.filesystems import FileSystems

from jobs.run import run_ids
from jobs.snapshot import plan_night, plan_snapshot
from ner_model.errors import Refused
from tests import pubmed_updates
from tests.jobs.test_added_nights import add_night, check_equal, rows_in
from tests.jobs.test_snapshots_of_nights import commit
from transforms.snapshots.newest_state import newest_state
from transforms.snapshots.snapshots import half_snapshots

NIGHTS = 200 if "THOROUGH" in os.environ else 12
CHECKED_EVERY = 20  # against a snapshot that is made of all runs
DAY = 86_400


class Ended(BaseException):
    """The process ended there."""


class Clock:
    """A day passes each night, and now and then the clock is wrong by weeks."""

    def __init__(self, random):
        self._random = random
        self._days = 0.0

    def next_night(self):
        self._days += 1 + self._random.choice([0] * 8 + [-20, 30])

    def time(self):
        return time.time() + self._days * DAY

    def now(self, zone=UTC):
        return datetime.now(zone) + timedelta(days=self._days)


class Clocked(datetime):
    """What `run_ids` takes the time from."""

    clock: Clock

    @classmethod
    def now(cls, tz=None):
        return cls.clock.now(tz)


@pytest.fixture
def clock(monkeypatch):
    found = Clock(Random(1))
    monkeypatch.setattr(Clocked, "clock", found, raising=False)
    monkeypatch.setattr(run_ids, "datetime", Clocked)
    for module in (plan_night, plan_snapshot):
        monkeypatch.setattr(module, "time", found)
    return found


def fail_at(patch, step, error):
    """Lets the nth change of a file fail."""
    changes = [0]

    def failing(change):
        def changed(*arguments, **names):
            changes[0] += 1
            if changes[0] == step:
                raise error
            return change(*arguments, **names)

        return changed

    for owner, name in ((FileSystems, "create"), (FileSystems, "rename"), (FileSystems, "delete"), (shutil, "rmtree")):
        patch.setattr(owner, name, failing(getattr(owner, name)))
    patch.setattr(Path, "replace", failing(Path.replace))


def disturb(output, run, random, monkeypatch):
    """A night that meets a fault; says which."""
    fault = random.choice(["ended", "full disk", "torn input", "none"])
    if fault == "torn input":
        path = next((output / "documents" / f"run={run}").glob("*.parquet"))
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(Refused, match="run"):
            add_night(output)
        path.write_bytes(whole)
    elif fault != "none":
        error = Ended() if fault == "ended" else OSError(errno.ENOSPC, "No space left on device")
        with monkeypatch.context() as patch:
            fail_at(patch, random.randint(1, 40), error)
            try:
                add_night(output)
            except (Ended, OSError, RuntimeError):  # the runner wraps what its workers raise
                return fault
    return fault


@pytest.mark.slow
def test_nothing_is_lost_in_many_nights_with_faults(tmp_path, monkeypatch, clock):
    monkeypatch.setattr(plan_night, "_SHARE_OF_BASE", 1)
    random, output = Random(0), tmp_path / "out"
    files = pubmed_updates.generate(0, citations=60, updates=NIGHTS)
    before, layers = [], []
    for night, file in enumerate(files):
        clock.next_night()
        run = run_ids.new_run_id([path.stem for path in (output / "runs").glob("*.json")])
        commit(output, run, [pubmed_updates.write(file, tmp_path / "in")])
        truth = pubmed_updates.final_state(files[: night + 1])
        if night:
            disturb(output, run, random, monkeypatch)
            assert titles_in(output) in (before, titles_of(truth))
        record, nights = add_night(output)
        layers.append(nights)
        assert titles_in(output) == titles_of(truth)
        assert half_snapshots(str(output)) == []
        if night % CHECKED_EVERY == CHECKED_EVERY - 1:
            check_equal(output, record, tmp_path / f"scratch{night}")
        before = titles_of(truth)
    assert 0 in layers[1:]
    assert max(layers) > 1
    assert len(newest_state(str(output)).runs) > NIGHTS / 2


def titles_in(output):
    return sorted((row["doc_id"].partition(".")[0], row["text"].strip()) for row in rows_in(output, "documents"))


def titles_of(truth):
    return sorted((str(pmid), citation.title) for pmid, citation in truth.items())
