import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.annotated import annotated
from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part
from transforms.snapshots.read_parts import count_rows, groups_of, places_counted
from transforms.tables.documents import document_rows
from transforms.writing.parquet_files import TableWriter


@pytest.fixture
def part(tmp_path):
    """Documents a, b and c, each in a row group, of which b is void."""
    writer = TableWriter("documents", str(tmp_path), {})
    for doc_id in "abc":
        list(writer.write(document_rows([annotated(doc_id)])))
    (file,) = writer.close()
    pq.write_table(pa.table({"doc_id": ["b"]}), tmp_path / "voided.parquet")
    return Part(file.path, (f"{tmp_path}/voided.parquet",))


def ids(groups):
    return [doc_id for group in groups for doc_id in group["doc_id"].to_pylist()]


def test_void_rows_are_left_out(part):
    assert ids(groups_of([part], ["doc_id", "text"])) == ["a", "c"]
    assert ids(groups_of([part._replace(voided=())], ["doc_id"])) == ["a", "b", "c"]


def test_the_voided_between_the_ids_are_left_out(tmp_path):
    for name, listed in (("one", ["b", "x"]), ("two", ["a", "d"])):
        pq.write_table(pa.table({"doc_id": listed}), tmp_path / name)
    files = (f"{tmp_path}/one", f"{tmp_path}/two")
    for ids in (
        pa.chunked_array([["b", "c"], ["d", "e"]]),
        pa.chunked_array([["b", "c", "d", "e"]]).dictionary_encode(),
    ):
        assert places_counted(ids, files).tolist() == [1, 3]
    assert places_counted(pa.chunked_array([["b"]]), ()).tolist() == [0]


def test_rows_that_count_are_counted(part):
    assert count_rows([part, part._replace(voided=())]) == 2 + 3


def test_of_a_range_only_its_row_groups_are_read(part):
    assert ids(groups_of([part], ["doc_id"], KeyRange("b", None))) == ["c"]


def test_columns_come_as_they_were_asked_for(part):
    assert [group.column_names for group in groups_of([part], ["text"])] == [["text"]] * 3
