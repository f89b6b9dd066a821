import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.annotated import annotated
from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part
from transforms.snapshots.read_parts import WantedIds, groups_of, keys_in, rows_of_keys
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


def test_rows_of_keys_are_those_of_the_documents(part):
    assert ids([rows_of_keys([part], "documents", ["doc_id"], WantedIds("abx"))]) == ["a"]
    assert rows_of_keys([part], "documents", ["doc_id"], WantedIds([])).num_rows == 0


@pytest.mark.parametrize(
    ("smallest", "largest", "found"),
    [
        ("12", "12", ["12"]),
        ("12.2", "12.9", ["12"]),  # later versions of 12
        ("12-7", "12.2", ["12"]),
        ("120", "130", ["120"]),
        ("2", "3", []),
    ],
)
def test_a_row_group_may_have_any_version_of_a_key(smallest, largest, found):
    wanted = WantedIds(["12", "120", "5"]).between(smallest, largest).to_pylist()
    assert set(found) <= set(wanted)
    assert "5" not in wanted


def test_the_key_of_a_later_version_is_that_of_the_first():
    rows = pa.table({"doc_id": pa.chunked_array([["7", "8.2"], ["9"]]), "version": pa.chunked_array([[1, 2], [1]])})
    assert keys_in(rows).to_pylist() == ["7", "8", "9"]
