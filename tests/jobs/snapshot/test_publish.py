import pytest

from jobs.snapshot import publish as module
from jobs.snapshot.publish import PUBLISH, UNTIL_CURRENT, Publication, publish, recover_publication
from tests.snapshot_records import snapshot_record
from transforms.runs.layout import Layout
from transforms.snapshots.snapshots import current_snapshot


def publication(folder, snapshot_id, **fields):
    record = snapshot_record(snapshot_id, **fields)
    return Publication(Layout(str(folder), snapshot_id), record, [], {}, [], [], keep=3, delta=False, iceberg=False)


def names_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_snapshot_that_is_held_leaves_its_report_alone(tmp_path):
    publish(publication(tmp_path, "S1", published=False))
    assert names_in(tmp_path) == ["reports/S1.html", "reports/S1.json"]


@pytest.mark.parametrize("steps", range(len(UNTIL_CURRENT) + 1))
def test_a_recovery_undoes_what_was_done_before_current_moved(tmp_path, steps):
    publish(publication(tmp_path, "S1"))
    before = names_in(tmp_path)
    for step in UNTIL_CURRENT[:steps]:
        step.do(publication(tmp_path, "S2"))
    recover_publication(str(tmp_path))
    assert names_in(tmp_path) == before


@pytest.mark.parametrize("steps", range(len(UNTIL_CURRENT) + 1, len(PUBLISH) + 1))
def test_a_recovery_keeps_what_is_current(tmp_path, steps):
    for step in PUBLISH[:steps]:
        step.do(publication(tmp_path, "S1"))
    recover_publication(str(tmp_path))
    assert current_snapshot(str(tmp_path)) == "S1"
    assert "snapshots/S1/.announced" not in names_in(tmp_path)


def test_every_step_may_be_repeated(tmp_path):
    for step in PUBLISH:
        step.do(publication(tmp_path, "S1"))
        step.do(publication(tmp_path, "S1"))
    assert current_snapshot(str(tmp_path)) == "S1"


def test_steps_are_walked_in_the_order_of_the_list(tmp_path, monkeypatch):
    walked = []
    steps = [module.Step(lambda publication, name=name: walked.append(name)) for name in "abc"]
    module.walk(steps, publication(tmp_path, "S1"))
    assert walked == ["a", "b", "c"]
