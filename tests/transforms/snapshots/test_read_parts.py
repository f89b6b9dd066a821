import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.annotated import annotated
from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part
from transforms.snapshots.read_parts import groups_of
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


def test_of_a_range_only_its_row_groups_are_read(part):
    assert ids(groups_of([part], ["doc_id"], KeyRange("b", None))) == ["c"]


def test_columns_come_as_they_were_asked_for(part):
    assert [group.column_names for group in groups_of([part], ["text"])] == [["text"]] * 3
