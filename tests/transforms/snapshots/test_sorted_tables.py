import pytest

from tests.transforms.annotated import annotated
from transforms.snapshots.key_range import KeyRange, ranges_of
from transforms.snapshots.manifest import Part
from transforms.snapshots.sorted_tables import documents_of_both, rows_in_range
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter


def write(folder, documents):
    """A snapshot with one document in each row group."""
    parts = {}
    for table, rows in {"documents": document_rows, "entities": entity_rows}.items():
        writer = TableWriter(table, f"{folder}/{table}", {})
        for document in documents:
            list(writer.write(rows([document])))
        parts[table] = tuple(Part(file.path) for file in writer.close())
    return parts


@pytest.fixture
def snapshot(tmp_path):
    return write(tmp_path / "S1", [annotated(doc_id) for doc_id in ("a", "b", "c", "d")])


def test_ranges_meet_at_their_bounds():
    first, second = ranges_of(["m"])
    assert [first.meets(key, key) for key in ("a", "m", "z")] == [True, False, False]
    assert [second.meets(key, key) for key in ("a", "m", "z")] == [False, True, True]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (KeyRange(None, None), ["a", "b", "c", "d"]),
        (KeyRange("b", "d"), ["b", "c"]),
        (KeyRange(None, "a"), []),
        (KeyRange("e", None), []),
    ],
)
def test_only_row_groups_in_the_range_are_read(snapshot, keys, found):
    assert rows_in_range(snapshot["documents"], "documents", keys, ["doc_id"])["doc_id"].to_pylist() == found


def test_rows_have_the_columns_that_were_asked_for_also_where_there_are_none(snapshot):
    for keys in (KeyRange("a", "b"), KeyRange("x", None)):
        assert rows_in_range(snapshot["entities"], "entities", keys, ["label", "text"]).schema.names == [
            "label",
            "text",
        ]


def test_documents_with_the_same_text_come_with_what_each_snapshot_found(snapshot, tmp_path):
    other = [annotated("a"), annotated("b", "another Text."), annotated("d", "Zinc x.")._replace(entities=[])]
    new = write(tmp_path / "S2", [*other, annotated("e")])
    found = {
        document["doc_id"]: ([row["text"] for row in old], [row["text"] for row in both])
        for document, old, both in documents_of_both(snapshot, new)
    }
    assert found == {"a": (["Zinc"], ["Zinc"]), "d": (["Zinc"], [])}
