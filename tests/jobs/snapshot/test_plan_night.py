import time

import pytest

from jobs.snapshot.plan_night import plan_night
from tests.committed import commit
from transforms.runs.commit_run import committed_runs
from transforms.snapshots.manifest import Layer, Manifest


def plan(output, *, base=100, age=0.0, has_index=True, **live):
    layer = Layer("S1", base, {"index": ("index.arrow",)} if has_index else {})
    return plan_night(str(output), committed_runs(str(output)), Manifest((layer,), live, time.time() - age))


@pytest.fixture
def output(tmp_path):
    """A run that read `a`, and one that read `b`."""
    for run_id, name in (("R1", "a"), ("R2", "b")):
        commit(str(tmp_path), run_id, {f"{name}{number}": "Zinc." for number in range(3)}, inputs=(name,))
    return tmp_path


def test_a_night_reads_the_runs_that_are_new(output):
    night = plan(output, a="R1")
    assert [rows.run_id for _, rows in night.compaction.elements] == ["R2"]
    assert (night.compaction.live, night.compaction.rows) == ({"a": "R1", "b": "R2"}, {"R2": 3})
    assert [night.sources[name].run_id for name in "ab"] == [None, "R2"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "nothing is known of the snapshot before"),
        ({"a": "R1", "age": 8 * 86_400.0}, "a week is over"),
        ({"a": "R1", "age": -3_600.0}, "the clock was set back, and nobody knows when a week is over"),
        ({"a": "R1", "base": 20}, "the nights are more than a tenth"),
        ({"a": "R1", "z": "R0"}, "a file counts no more"),
        ({"a": "R0"}, "the run that read the file before is gone"),
        ({"a": "R1", "has_index": False}, "an earlier version made the base"),
    ],
)
def test_a_base_is_made_where(output, fields, why):
    assert plan(output, **fields) is None, why


def test_a_file_that_was_read_again_may_change_documents_but_not_lose_them(output):
    commit(str(output), "R3", {f"a{number}": "Lead." for number in range(3)}, inputs=("a",))
    assert plan(output, a="R1", b="R2").compaction.rows == {"R3": 3}
    commit(str(output), "R4", {"a0": "Lead."}, inputs=("a",))
    assert plan(output, a="R3", b="R2") is None
