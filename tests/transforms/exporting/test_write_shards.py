import pytest

from tests.committed import commit
from transforms.exporting.selection import Selection
from transforms.exporting.shards import shards_of
from transforms.exporting.write_shards import ShardRecord, record_path, write_shard
from transforms.snapshots.newest_state import newest_state
from transforms.storage import read_json


@pytest.fixture
def shard(tmp_path):
    commit(str(tmp_path / "out"), "R1", {"d1": "Zinc\nhelps Rats.", "d2": "nothing"})
    (shard,) = shards_of(newest_state(str(tmp_path / "out")))
    return shard


def test_a_part_leaves_its_files_and_says_what_they_hold(shard, tmp_path):
    write_shard(shard, "pubtator", Selection(), str(tmp_path / "work"))
    path = tmp_path / "work" / "files" / "part-00000.pubtator"
    record = read_json(record_path(str(tmp_path / "work"), shard.name), ShardRecord)
    assert path.read_text().startswith("d1|t|Zinc\nd1|a|helps Rats.\nd1\t0\t4\tZinc\tName\t-\n")
    assert (record.documents, record.labels) == (2, {"Name": 2})
    assert record.bytes == {"part-00000.pubtator": path.stat().st_size}


def test_a_part_that_is_whole_is_not_written_again(shard, tmp_path):
    write_shard(shard, "pubtator", Selection(), str(tmp_path / "work"))
    path = tmp_path / "work" / "files" / "part-00000.pubtator"
    path.write_text("as it was")
    write_shard(shard, "pubtator", Selection(), str(tmp_path / "work"))
    assert path.read_text() == "as it was"


def test_a_part_that_fails_leaves_nothing_where_it_would_be_taken(shard, tmp_path):
    gone = shard._replace(groups=(shard.groups[0]._replace(entities=()),))
    with pytest.raises(Exception, match="not beside it"):
        write_shard(gone, "csv", Selection(), str(tmp_path / "work"))
    assert not (tmp_path / "work" / "files").exists()
    assert not (tmp_path / "work" / "done").exists()
