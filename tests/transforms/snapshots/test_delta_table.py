import pytest

from ner_model.tagger import Entity
from tests.snapshot_records import publish_snapshot
from transforms.records import AnnotatedDocument, Document
from transforms.snapshots import delta_table
from transforms.snapshots.delta_table import Versions, version_of, versions_of, write_delta
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter

deltalake = pytest.importorskip("deltalake")


def publish(output, snapshot_id, word):
    """A snapshot of one document with one entity."""
    annotated = [AnnotatedDocument(Document("d1", "a#1", f"{word} x."), 1, 2, [Entity(0, 4, "Chemical", word, 0.5, 0)])]
    written = []
    for table, rows in {"entities": entity_rows(annotated), "documents": document_rows(annotated)}.items():
        writer = TableWriter(table, f"{output}/staged/{table}", {})
        written += [*writer.write(rows), *writer.close()]
    publish_snapshot(str(output), snapshot_id, written)


def texts(output, version=None, table="entities"):
    return deltalake.DeltaTable(f"{output}/delta/{table}", version=version).to_pyarrow_table()["text"].to_pylist()


@pytest.fixture
def output(tmp_path):
    for snapshot_id, word in {"S1": "Zinc", "S2": "Lead"}.items():
        publish(tmp_path, snapshot_id, word)
        write_delta(str(tmp_path), snapshot_id, keep=3)
    return tmp_path


def test_the_newest_version_holds_the_last_snapshot_and_earlier_ones_theirs(output):
    assert texts(output) == ["Lead"]
    assert texts(output, version_of(str(output), "entities", "S1")) == ["Zinc"]


def test_a_snapshot_is_written_once(output):
    assert write_delta(str(output), "S2", keep=3) == {"entities": 1, "documents": 1}


def test_files_go_that_no_kept_snapshot_needs(output):
    write_delta(str(output), "S2", keep=1)
    assert [len(list((output / "delta" / table).glob("*.parquet"))) for table in ("entities", "documents")] == [1, 1]
    assert (texts(output), list(versions_of(str(output)).snapshots)) == (["Lead"], ["S2"])
    publish(output, "S3", "Iron")
    write_delta(str(output), "S3", keep=2)
    write_delta(str(output), "S3", keep=2)  # removing files is no change of the rows
    versions = versions_of(str(output)).snapshots
    assert [texts(output, of_tables["entities"]) for of_tables in versions.values()] == [["Lead"], ["Iron"]]


def test_the_versions_of_both_tables_that_belong_together_are_in_one_file(output):
    known = versions_of(str(output))
    assert known == Versions("S2", {"S1": {"entities": 0, "documents": 0}, "S2": {"entities": 1, "documents": 1}})


def test_between_the_two_commits_the_file_names_the_snapshot_before(output, monkeypatch):
    publish(output, "S3", "Iron")
    replace_rows = delta_table._replace_rows

    def fail_at_documents(output, table, snapshot_id):
        if table == "documents":
            raise OSError("no room")
        replace_rows(output, table, snapshot_id)

    monkeypatch.setattr(delta_table, "_replace_rows", fail_at_documents)
    with pytest.raises(OSError, match="no room"):
        write_delta(str(output), "S3", keep=3)
    assert (texts(output), texts(output, table="documents")) == (["Iron"], ["Lead x."])
    versions = versions_of(str(output)).snapshots[versions_of(str(output)).current]
    assert [texts(output, version, table) for table, version in versions.items()] == [["Lead"], ["Lead x."]]
    monkeypatch.undo()
    assert write_delta(str(output), "S3", keep=3) == {"entities": 2, "documents": 2}
    assert versions_of(str(output)).current == "S3"


def test_tables_of_different_numbers_of_versions_are_paired(output):
    """Somebody has committed to one of the tables besides."""
    deltalake.DeltaTable(f"{output}/delta/entities").optimize.compact()
    deltalake.DeltaTable(f"{output}/delta/entities").restore(0)
    publish(output, "S3", "Iron")
    assert write_delta(str(output), "S3", keep=3) == {"entities": 3, "documents": 2}


def test_a_snapshot_that_was_never_written_has_no_version(output):
    with pytest.raises(ValueError, match="no version of the snapshot S3"):
        version_of(str(output), "entities", "S3")
