import pyarrow.parquet as pq
import pytest

from tests.transforms.annotated import annotated
from transforms.records import Deletion
from transforms.runs.bundles import Bundle
from transforms.snapshots.split_by_key import Deletions, split_rows
from transforms.snapshots.versions import Source
from transforms.tables.deletions import deletion_rows
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter

SOURCES = {"a.xml": Source("R1", 7, 0, 0), "old.xml": Source(None, 1, 0, 1)}


@pytest.fixture
def bundle(tmp_path):
    """Three documents, the second of a file that was read again later."""
    documents = [
        annotated("5.2", "Zinc Iron x.", "a.xml#1", version=2),
        annotated("6", "Lead x.", "old.xml#1"),
        annotated("9", "Gold x.", "a.xml#2"),
    ]
    paths = {}
    for table, rows in {"documents": document_rows(documents), "entities": entity_rows(documents)}.items():
        writer = TableWriter(table, f"{tmp_path}/{table}", {})
        paths[table] = [file.path for file in [*writer.write(rows), *writer.close()]]
    return Bundle("R1", paths)


def split(element, folder, bounds=()):
    rows = {}
    for number, spill in split_rows(element, SOURCES, list(bounds), f"{folder}/ranges"):
        rows[spill.table, number] = pq.read_table(spill.path).to_pylist()
    return rows


def test_rows_of_the_last_reading_go_to_the_ranges_of_their_keys(bundle, tmp_path):
    rows = split((0, bundle), tmp_path, ["7"])
    assert [row["doc_id"] for row in rows["documents", 0]] == ["5.2"]
    assert [row["text"] for row in rows["entities", 0]] == ["Zinc", "Iron"]
    assert [row["text"] for row in rows["entities", 1]] == ["Gold"]


def test_a_row_knows_its_key_its_order_and_where_it_occurred(bundle, tmp_path):
    row, _ = split((3, bundle), tmp_path)["documents", 0]
    assert [row[name] for name in ("key", "number", "run", "path", "record")] == ["5", 7, 0, 0, 1]
    assert row["occurrence"] == 3 << 40


def test_entities_go_by_the_occurrence_of_their_document(bundle, tmp_path):
    rows = split((0, bundle), tmp_path)
    occurrences = {row["occurrence"]: row["doc_id"] for row in rows["documents", 0]}
    assert [occurrences[row["occurrence"]] for row in rows["entities", 0]] == ["5.2", "5.2", "9"]


def test_deletions_have_keys_too(tmp_path):
    writer = TableWriter("deletions", f"{tmp_path}/deletions", {})
    (file,) = [*writer.write(deletion_rows([Deletion("5.2", "a.xml#9", 2)])), *writer.close()]
    (row,) = split((0, Deletions("R1", file.path)), tmp_path)["deletions", 0]
    assert (row["key"], row["version"], row["record"]) == ("5", 2, 9)
