from pathlib import Path

import pytest

from jobs.export.plan_export import ExportPlan
from jobs.export.publish_export import publish_export
from tests.committed import commit
from transforms.errors import Incomplete
from transforms.exporting.selection import Selection
from transforms.exporting.shards import shards_of
from transforms.exporting.write_shards import write_shard
from transforms.snapshots.newest_state import newest_state


@pytest.fixture
def plan(tmp_path):
    """An export of two parts that are written, and not published."""
    commit(str(tmp_path / "out"), "R1", {"d1": "Zinc\r\nLead.", "d2": "Gold\r\n"})
    state = newest_state(str(tmp_path / "out"))
    (shard,) = shards_of(state)
    shards = [shard, shard._replace(name="part-00001")]
    for each in shards:
        write_shard(each, "brat", Selection(), str(tmp_path / "work"))
    return ExportPlan(str(tmp_path / "to"), str(tmp_path / "work"), state, "brat", Selection(), shards)


def test_the_record_adds_up_all_parts(plan):
    record = publish_export(plan, {})
    assert (record.documents, record.entities, record.labels) == (4, 6, {"Name": 6})
    assert [(noted.name, noted.times, noted.documents) for noted in record.noted] == [
        ("carriage_return", 4, ("d1", "d2", "d1", "d2"))
    ]
    assert Path(plan.to, "annotation.conf").read_text().startswith("[entities]\nName\n")


def test_a_missing_part_publishes_nothing(plan):
    Path(plan.work, "done", "part-00001.json").unlink()
    with pytest.raises(Incomplete, match="part-00001"):
        publish_export(plan, {})
    assert not Path(plan.to).exists()


def test_a_file_that_is_cut_publishes_nothing(plan):
    Path(plan.work, "files", "part-00001", "d1.ann").write_text("")
    with pytest.raises(Incomplete, match=r"d1\.ann should have"):
        publish_export(plan, {})
    assert not Path(plan.to).exists()


def test_an_export_that_is_replaced_goes_once_the_new_one_is_whole(plan):
    Path(plan.to).mkdir()
    Path(plan.to, "old.txt").write_text("old")
    publish_export(plan, {})
    assert not Path(plan.to, "old.txt").exists()
    assert sorted(path.name for path in Path(plan.work).iterdir()) == []
