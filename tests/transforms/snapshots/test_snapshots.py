import contextlib
import io

import pyarrow.parquet as pq
import pytest

from ner_model.tagger import Entity
from tests import object_store
from tests.snapshot_records import publish_snapshot, snapshot_record
from transforms.records import AnnotatedDocument, Document
from transforms.snapshots import snapshots
from transforms.snapshots.snapshots import (
    current_snapshot,
    half_snapshots,
    record_of,
    remove_old_snapshots,
    snapshot_ids,
)
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter


def staged(output, word):
    """The files of a snapshot of one document with one entity."""
    annotated = [AnnotatedDocument(Document("d1", "a#1", f"{word} x."), 1, 2, [Entity(0, 4, "Chemical", word, 0.5, 0)])]
    written = []
    for table, rows in {"entities": entity_rows(annotated), "documents": document_rows(annotated)}.items():
        writer = TableWriter(table, f"{output}/.staging/{table}", {})
        written += [*writer.write(rows), *writer.close()]
    return written


def publish(output, snapshot_id, word="Zinc"):
    publish_snapshot(str(output), snapshot_id, staged(output, word))


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_nothing_is_current_before_the_first(tmp_path):
    assert current_snapshot(str(tmp_path)) is None
    assert snapshot_ids(str(tmp_path)) == []


def test_a_published_snapshot_is_current_and_leaves_nothing_else(tmp_path):
    publish(tmp_path, "S1")
    assert current_snapshot(str(tmp_path)) == "S1"
    assert record_of(str(tmp_path), "S1") == snapshot_record("S1")
    assert names_in(tmp_path / "snapshots" / "S1") == ["documents", "entities", "snapshot.json"]


def test_a_table_without_rows_is_still_a_table(tmp_path):
    publish_snapshot(str(tmp_path), "S1", [])
    assert pq.read_table(tmp_path / "snapshots" / "S1" / "entities").num_rows == 0


def test_old_snapshots_go_but_for_the_current_one(tmp_path):
    for name in ("S1", "S2", "S3", "S4"):
        publish(tmp_path, name)
    (tmp_path / "snapshots" / "CURRENT").write_text("S1\n")  # somebody went back
    assert remove_old_snapshots(str(tmp_path), keep=2) == ["S2"]
    assert names_in(tmp_path / "snapshots") == ["CURRENT", "S1", "S3", "S4"]


def test_one_that_was_announced_is_none_until_it_is_current(tmp_path):
    publish(tmp_path, "S1")
    publish(tmp_path, "S2")
    snapshots.announce_snapshot(str(tmp_path), "S2")
    assert half_snapshots(str(tmp_path)) == []
    (tmp_path / "snapshots" / "CURRENT").write_text("S1\n")
    assert half_snapshots(str(tmp_path)) == ["S2"]
    assert snapshot_ids(str(tmp_path)) == ["S1"]


def test_a_half_written_current_does_not_stop_the_next(tmp_path):
    publish(tmp_path, "S1")
    (tmp_path / "snapshots" / f"CURRENT.{'0f' * 16}.tmp").write_text("S")
    snapshots.settle_current(str(tmp_path))
    for name in half_snapshots(str(tmp_path)):
        snapshots.remove_snapshot(str(tmp_path), name)
    assert names_in(tmp_path / "snapshots") == ["CURRENT", "S1"]


def test_a_file_of_somebody_else_stays(tmp_path):
    publish(tmp_path, "S1")
    (tmp_path / "snapshots" / "README").write_text("ours")
    for name in half_snapshots(str(tmp_path)):
        snapshots.remove_snapshot(str(tmp_path), name)
    assert names_in(tmp_path / "snapshots") == ["CURRENT", "README", "S1"]


class Killed(BaseException):
    """Stands for a signal: nothing in the code under test may catch it."""


class Store(dict):
    """Objects, of which the n-th change from now on does not happen."""

    left = -1

    def __setitem__(self, path, data):
        self._count()
        super().__setitem__(path, data)

    def __delitem__(self, path):
        self._count()
        super().__delitem__(path)

    def _count(self):
        self.left -= 1
        if self.left == 0:
            raise Killed


def words_in(store):
    """What a reader finds who goes by `CURRENT`: the words of both tables."""
    folder = f"mem://bucket/out/snapshots/{current_snapshot('mem://bucket/out')}/"
    tables = {
        path.split("/")[-2]: data for path, data in store.items() if path.startswith(folder) and "parquet" in path
    }
    rows = {table: pq.read_table(io.BytesIO(data)).to_pylist() for table, data in tables.items()}
    return [row["text"].split()[0] for table in ("documents", "entities") for row in rows[table]]


@pytest.mark.parametrize("step", range(1, 10))
def test_in_an_object_store_killed_at_any_step_it_is_the_old_or_the_new(monkeypatch, step):
    store, output = Store(), "mem://bucket/out"
    monkeypatch.setattr(object_store, "OBJECTS", store)
    publish(output, "S1", "Zinc")
    files = staged(output, "Lead")
    store.left = step
    with contextlib.suppress(Killed):
        publish_snapshot(output, "S2", files)
    assert words_in(store) in (["Zinc", "Zinc"], ["Lead", "Lead"])
    store.left = -1
    snapshots.settle_current(output)
    for name in half_snapshots(output):
        snapshots.remove_snapshot(output, name)
    publish(output, "S3", "Lead")
    assert words_in(store) == ["Lead", "Lead"]
    assert half_snapshots(output) == []
