import pytest

from ner_model.errors import Refused
from tests.committed import commit
from tests.snapshot_records import publish_snapshot, snapshot_record
from transforms.runs.layout import Layout
from transforms.snapshots.newest_state import newest_state, state_of_runs, state_of_snapshot
from transforms.snapshots.snapshot_record import DocumentCounts
from transforms.snapshots.snapshots import announce_snapshot, write_record
from transforms.storage import write_text


def names(state, table="documents"):
    return [path.removeprefix(f"{state.output}/") for path in state.files[table]]


def test_without_a_snapshot_all_committed_runs_count(tmp_path):
    output = str(tmp_path)
    commit(output, "R1", {"d1": "Zinc."})
    commit(output, "R2", {"d2": "Lead."})
    state = newest_state(output)
    assert (state.snapshot, list(state.runs), state.is_unique) == (None, ["R1", "R2"], False)
    assert [name.split("/")[1] for name in names(state)] == ["run=R1", "run=R2"]
    assert set(state.files) == {"entities", "documents", "dead_letters"}


def test_one_run_has_each_document_once(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    assert newest_state(str(tmp_path)).is_unique


def test_a_run_without_a_record_does_not_count(tmp_path):
    output = str(tmp_path)
    commit(output, "R1", {"d1": "Zinc."})
    commit(output, "R2", {"d2": "Lead."})
    (tmp_path / "runs" / "R2.json").unlink()
    write_text(f"{Layout(output, 'R3').staged('documents')}/x.parquet", "being written")
    assert list(newest_state(output).runs) == ["R1"]
    assert all("run=R1" in path for paths in newest_state(output).files.values() for path in paths)


def snapshot_of(output, snapshot_id, *runs):
    publish_snapshot(output, snapshot_id, [])
    write_record(output, snapshot_record(snapshot_id, runs={run: DocumentCounts(1, 1) for run in runs}))


def test_the_current_snapshot_counts_with_the_dead_letters_of_its_runs(tmp_path):
    output = str(tmp_path)
    for run in ("R1", "R2"):
        commit(output, run, {"d1": "Zinc."})
    snapshot_of(output, "S1", "R0", "R1")
    state = newest_state(output)
    assert (state.snapshot, list(state.runs), state.later, state.is_unique) == ("S1", ["R1"], ("R2",), True)
    assert names(state) == ["snapshots/S1/documents/empty.parquet"]
    assert [name.split("/")[1] for name in names(state, "dead_letters")] == ["run=R1"]


def test_a_snapshot_that_was_announced_alone_is_none(tmp_path):
    output = str(tmp_path)
    commit(output, "R1", {"d1": "Zinc."})
    announce_snapshot(output, "S1")
    assert newest_state(output).snapshot is None
    with pytest.raises(Refused, match="no such snapshot"):
        state_of_snapshot(output, "S1")


def test_one_run_of_several_can_be_asked_for(tmp_path):
    output = str(tmp_path)
    for run in ("R1", "R2"):
        commit(output, run, {"d1": "Zinc."})
    assert list(state_of_runs(output, ["R1"]).runs) == ["R1"]
    with pytest.raises(Refused, match=r"no such run.*R1, R2.*R9"):
        state_of_runs(output, ["R9"])


def test_an_output_without_runs_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"tag something first"):
        newest_state(str(tmp_path))
