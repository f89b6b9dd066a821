import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.reading.formats.parquet_pages import page_sizes
from transforms.reading.record import ReadOptions
from transforms.records import DeadLetter


def sizes(table, *columns, damage=None, **settings):
    sink = io.BytesIO()
    pq.write_table(pa.table(table), sink, **settings)
    data = bytearray(sink.getvalue())
    group = pq.read_metadata(io.BytesIO(data)).row_group(0)
    if damage is not None:
        data[4 : 4 + len(damage)] = damage
    return page_sizes(io.BytesIO(data), group, columns)


TEXTS = {"id": [str(number) for number in range(3_000)], "text": [f"{number} " * 50 for number in range(3_000)]}


def test_the_largest_page_of_the_columns_that_are_read():
    whole = sizes(TEXTS, "text", use_dictionary=False, compression="zstd")
    assert 10_000 < whole.page < 2_000_000
    assert sizes(TEXTS, "id", use_dictionary=False).page < whole.page
    assert sizes(TEXTS) == (0, 0)


@pytest.mark.parametrize(
    "settings", [{"data_page_version": "2.0"}, {"write_page_checksum": True}, {"compression": "none"}]
)
def test_headers_of_all_versions(settings):
    found = sizes(TEXTS, "text", use_dictionary=["text"], dictionary_pagesize_limit=1 << 20, **settings)
    assert found.page >= found.dictionary > 100_000


def test_columns_of_lists():
    assert sizes({"text": [["a", "b"], ["c"]]}, "text").page > 0


@pytest.mark.parametrize(
    "damage", [b"", b"\xff" * 60, bytes(60), b"\x15\x00\x15\xff\xff\xff\xff\x7f\x15\x01\x00", b"\x4c" * 99]
)
def test_headers_that_are_none_are_refused_or_read(damage):
    try:
        sizes(TEXTS, "text", "id", damage=damage)
    except ValueError as error:
        assert str(error)  # noqa: PT017  # either is right, nothing else is


def bomb(count, size):
    """A row group of one dictionary, which is large where its file is not."""
    texts = pa.array([f"{number} " + "zinc " * (size // 5) for number in range(count)])
    sink = io.BytesIO()
    table = pa.table({"id": [str(number) for number in range(count)], "text": texts})
    pq.write_table(table, sink, compression="zstd", dictionary_pagesize_limit=1 << 40)
    return sink.getvalue()


def test_a_page_that_would_fill_the_memory_is_never_unpacked(read):
    data = bomb(40, 20_000)
    assert len(data) < 50_000
    (letter,) = read(data, "a.parquet", ReadOptions(max_document_characters=30_000))
    assert isinstance(letter, DeadLetter)
    assert (letter.reason, letter.detail[:20]) == ("too_large", "rows in a page of 80")
    assert len(read(data, "a.parquet", ReadOptions(max_document_characters=60_000))) == 40
