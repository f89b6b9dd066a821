import errno
import gzip
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.object_store import OBJECTS, ObjectStore
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import DeadLetter, InputFile


def parquet(columns: dict, **options) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **options)
    return sink.getvalue()


def test_columns_are_fields(read):
    data = parquet({"pmid": [7, 8], "title": ["One.", "Two."], "abstract": ["A.", None], "year": [1999, 2000]})
    assert [record[:1] + record[2:3] for record in read(data)] == [("7", "One. A."), ("8", "Two.")]


def test_columns_by_name(read):
    (document,) = read(parquet({"key": ["k"], "content": ["Aspirin."]}), options=ReadOptions("key", "content"))
    assert (document.doc_id, document.text) == ("k", "Aspirin.")


def test_number_of_the_row_over_all_row_groups(read):
    data = parquet({"id": list(range(10)), "text": ["x"] * 10}, row_group_size=3)
    assert [record.source.rpartition("#")[2] for record in read(data)] == [str(row) for row in range(1, 11)]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view()])
def test_kinds_of_strings(read, kind):
    assert read(parquet({"id": ["a"], "text": pa.array(["Aspirin."]).cast(kind)}))[0].text == "Aspirin."


def test_a_bad_row_leaves_its_neighbours(read):
    texts = pa.array([b"One.", b"caf\xe9", None, b"Four."]).cast(pa.binary())
    table = {"id": ["a", "b", "c", "d"], "text": pa.Array.from_buffers(pa.string(), 4, texts.buffers())}
    reasons = [record.reason if isinstance(record, DeadLetter) else record.text for record in read(parquet(table))]
    assert reasons == ["One.", "wrong_type", "missing_text", "Four."]


def test_a_damaged_row_group_leaves_the_others(read):
    options = {"row_group_size": 10, "use_dictionary": False, "compression": "zstd", "write_page_checksum": True}
    data = bytearray(parquet({"id": list(range(30)), "text": [f"Text {row} " * 50 for row in range(30)]}, **options))
    column = pq.read_metadata(io.BytesIO(bytes(data))).row_group(1).column(1)
    data[column.data_page_offset + column.total_compressed_size - 5] ^= 0xFF
    records = read(bytes(data))
    (bad,) = [record for record in records if isinstance(record, DeadLetter)]
    assert (bad.reason, bad.source.rpartition("#")[2]) == ("malformed_parquet", "11")
    assert "to row 20" in bad.detail
    assert len(records) == 21


def test_cut_file(read):
    (bad,) = read(parquet({"id": ["a"], "text": ["x"]})[:-10])
    assert bad.reason == "malformed_parquet"


def test_a_damaged_name_of_a_column(read):
    (bad,) = read(parquet({"id": ["a"], "text": ["x"]}).replace(b"text", b"\x90ext"))
    assert bad.reason == "malformed_parquet"


def test_compressed_from_outside(read):
    (bad,) = read(gzip.compress(parquet({"id": ["a"], "text": ["x"]})))
    assert bad.reason == "compressed_parquet"


def test_in_an_object_store(monkeypatch):
    monkeypatch.setitem(OBJECTS, "mem://bucket/a.parquet", parquet({"id": ["a"], "text": ["Aspirin."]}))
    (document,) = read_file(InputFile("mem://bucket/a.parquet"), ReadOptions())
    assert document.text == "Aspirin."


class Failing(io.BytesIO):
    """A file whose storage fails a while after it has been opened."""

    def __init__(self, content, error):
        super().__init__(content)
        self.left, self.error = 3, error

    def readinto(self, buffer):
        self.left -= 1
        if self.left < 0:
            raise self.error
        return super().readinto(buffer)


@pytest.mark.parametrize("rows", [10, 100_000], ids=["in the footer", "in a row group"])
def test_what_the_storage_raises_is_no_damage(monkeypatch, rows):
    options = {"row_group_size": 20_000, "use_dictionary": False, "compression": "none"}
    content = parquet({"id": list(range(rows)), "text": ["Aspirin."] * rows}, **options)
    monkeypatch.setitem(OBJECTS, "mem://bucket/a.parquet", content)
    monkeypatch.setattr(ObjectStore, "open", lambda *_, **__: Failing(content, ConnectionResetError(104, "reset")))
    with pytest.raises(ConnectionResetError):
        list(read_file(InputFile("mem://bucket/a.parquet"), ReadOptions()))


def test_damage_that_asks_for_a_place_before_the_file_is_a_dead_letter(monkeypatch):
    content = parquet({"id": ["a"], "text": ["Aspirin."]})
    monkeypatch.setitem(OBJECTS, "mem://bucket/a.parquet", content)
    monkeypatch.setattr(ObjectStore, "open", lambda *_, **__: Failing(content, OSError(errno.EINVAL, "invalid")))
    (letter,) = read_file(InputFile("mem://bucket/a.parquet"), ReadOptions())
    assert letter.reason == "malformed_parquet"


def test_a_column_that_is_there_twice_is_refused(read):
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array(["a"])] * 3, ["id", "text", "text"]), sink)
    (letter,) = read(sink.getvalue())
    assert (letter.reason, letter.detail) == ("doubled_column", "the table has twice: text")


def test_a_column_that_is_not_read_may_be_there_twice(read):
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array(["a"])] * 4, ["id", "text", "x", "x"]), sink)
    assert [record.doc_id for record in read(sink.getvalue())] == ["a"]


@pytest.mark.parametrize(
    "values",
    [
        pa.array([0, 2**62, 0], pa.timestamp("us")),
        pa.array([0, 2**31 - 1, 0], pa.date32()),
        pa.array([0, 2**62, 0], pa.duration("s")),
        pa.array([0, 0, 0], pa.timestamp("us", tz="Nowhere/Atlantis")),
    ],
    ids=["timestamp", "date", "duration", "time zone"],
)
@pytest.mark.parametrize("column", ["id", "text"])
def test_values_that_python_has_none_for_cost_their_own_row(read, values, column):
    sink = io.BytesIO()
    texts = {"id": pa.array(["a", "b", "c"]), "text": pa.array(["One.", "Two.", "Three."])}
    pq.write_table(pa.table({**texts, column: values}), sink)
    letters = read(sink.getvalue())
    assert len(letters) == 3
    assert {letter.reason for letter in letters} <= {"unreadable_record", "wrong_type"}
