import hashlib
import os
from socket import gethostname

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.writing import parquet_files
from transforms.writing.parquet_files import FileWritten, TableWriter


def entities(*texts):
    return pa.table({"label": ["Chemical"] * len(texts), "text": list(texts)})


@pytest.fixture
def writer(tmp_path):
    return TableWriter("entities", str(tmp_path), {"model": "stub"})


def test_a_file_says_what_is_in_it(writer, tmp_path):
    assert list(writer.write(entities("zinc", "lead"))) == []
    assert list(writer.write(entities("zinc"))) == []
    (path,) = tmp_path.iterdir()
    assert list(writer.close()) == [
        FileWritten(
            "entities",
            str(path),
            rows=3,
            bytes=path.stat().st_size,
            totals={"Chemical": 3},
            mentions=(("Chemical", "zinc", 2), ("Chemical", "lead", 1)),
            worker=f"{gethostname()}/{os.getpid()}",
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )
    ]
    assert pq.read_table(path)["text"].to_pylist() == ["zinc", "lead", "zinc"]


def test_each_write_is_a_row_group(writer):
    for _ in range(3):
        list(writer.write(entities("zinc")))
    (file,) = writer.close()
    assert pq.ParquetFile(file.path).metadata.num_row_groups == 3


def test_files_are_compressed_and_carry_the_metadata(writer):
    list(writer.write(entities("zinc")))
    (file,) = writer.close()
    metadata = pq.ParquetFile(file.path).metadata
    assert metadata.row_group(0).column(0).compression == "ZSTD"
    assert metadata.metadata[b"model"] == b"stub"


def test_a_large_file_is_finished_and_the_next_one_started(tmp_path):
    writer = TableWriter("entities", str(tmp_path), {}, file_bytes=1)
    first, second = [file for text in ("zinc", "lead") for file in writer.write(entities(text))]
    assert first.path != second.path
    assert (first.mentions, second.mentions) == ((("Chemical", "zinc", 1),), (("Chemical", "lead", 1),))
    assert list(writer.close()) == []


def test_no_rows_make_no_file(writer, tmp_path):
    assert [*writer.write(entities()), *writer.close()] == []
    assert list(tmp_path.iterdir()) == []


def test_the_counter_of_mentions_is_bounded_and_keeps_the_frequent_ones(writer, monkeypatch):
    monkeypatch.setattr(parquet_files, "_MENTIONS_COUNTED", 4)
    list(writer.write(entities("zinc", "zinc", "a", "b", "c", "d")))
    (file,) = writer.close()
    assert file.mentions == (("Chemical", "zinc", 2), ("Chemical", "a", 1))
    assert file.totals == {"Chemical": 6}
