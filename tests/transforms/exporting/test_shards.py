import pytest

from tests.committed import commit
from transforms.errors import Incomplete
from transforms.exporting import shards
from transforms.exporting.read_shard import read_shard
from transforms.exporting.shards import Shard, shards_of
from transforms.snapshots.newest_state import newest_state
from transforms.writing.parquet_files import TableWriter


@pytest.fixture
def state(tmp_path, monkeypatch):
    """Forty documents with one to three entities each, in row groups and files of a few rows."""

    def in_small_groups(self, rows):
        for start in range(0, rows.num_rows, 7):
            yield from _write(self, rows.slice(start, 7))

    _write = TableWriter.write
    monkeypatch.setattr(TableWriter, "write", in_small_groups)
    texts = {f"d{number}": "Zinc Lead Gold"[: 5 * (1 + number % 3)] for number in range(40)}
    commit(str(tmp_path), "R1", texts)
    return newest_state(str(tmp_path))


def found(state):
    return [each for shard in shards_of(state) for each in read_shard(shard)]


def test_every_document_comes_once_with_its_own_entities(state):
    documents = found(state)
    assert [each.document.doc_id for each in documents] == [f"d{number}" for number in range(40)]
    for number, each in enumerate(documents):
        assert [entity.text for entity in each.entities] == ["Zinc", "Lead", "Gold"][: 1 + number % 3]


def test_row_groups_are_packed_into_parts_of_a_bounded_size(state, monkeypatch):
    monkeypatch.setattr(shards, "_ROWS", 15)
    parts = shards_of(state)
    assert [part.name for part in parts] == ["part-00000", "part-00001", "part-00002"]
    assert [len(part.groups) for part in parts] == [2, 2, 2]
    assert len(found(state)) == 40


def test_an_output_without_documents_is_one_empty_part(tmp_path):
    commit(str(tmp_path), "R1", {})
    assert shards_of(newest_state(str(tmp_path))) == [Shard("part-00000", ())]


def test_entities_of_another_document_are_never_taken(state):
    (part,) = shards_of(state)
    moved = part.groups[1]._replace(entity=part.groups[1].entity + 1)
    with pytest.raises(Incomplete, match="are not beside it"):
        list(read_shard(Shard("x", (moved,))))
