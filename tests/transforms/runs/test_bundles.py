import pytest

from tests.transforms.annotated import annotated
from transforms.runs.bundles import RowStream, bundles_of, row_groups
from transforms.runs.commit_run import write_empty_table
from transforms.runs.layout import Layout
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter


@pytest.fixture
def output(tmp_path):
    """A run of two bundles with row groups of one document, the second bundle without entities."""
    layout = Layout(str(tmp_path), "R1")
    bundles = {"x": [annotated("1", "Zinc Iron."), annotated("2"), annotated("3")], "y": [annotated("4", "none.")]}
    for name, documents in bundles.items():
        for table, rows in {"documents": document_rows, "entities": entity_rows}.items():
            writer = TableWriter(table, layout.final(table), {}, name)
            for document in documents:
                list(writer.write(rows([document])))
            list(writer.close())
    return str(tmp_path)


def test_the_files_of_a_bundle_are_found_by_their_name(output):
    first, second = bundles_of(output, "R1")
    assert [path.rpartition("/")[2] for path in first.documents + first.entities] == ["x-00000.parquet"] * 2
    assert (len(second.documents), second.entities) == (1, [])


def test_a_file_without_rows_is_no_bundle(output):
    write_empty_table("documents", Layout(output, "R2").final("documents"), {})
    assert bundles_of(output, "R2") == []


def test_row_groups_come_one_by_one_with_the_columns_asked_for(output):
    (path,) = bundles_of(output, "R1")[0].documents
    assert [group.to_pylist() for group in row_groups(path, ["doc_id"])] == [
        [{"doc_id": "1"}], [{"doc_id": "2"}], [{"doc_id": "3"}],
    ]  # fmt: skip


def test_rows_of_several_row_groups_are_one_sequence(output):
    stream = RowStream(bundles_of(output, "R1")[0].documents)
    taken = [stream.take(2)["doc_id"].to_pylist(), stream.take(0), stream.take(1)["doc_id"].to_pylist()]
    assert taken == [["1", "2"], None, ["3"]]
