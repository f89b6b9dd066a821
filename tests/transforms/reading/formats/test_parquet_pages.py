import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.reading.formats.parquet_pages import FOOTER, Chunk, chunks_of, page_sizes
from transforms.reading.read_file import read_file, read_part
from transforms.reading.record import ReadOptions
from transforms.reading.split_files import cut_file
from transforms.records import DeadLetter, InputFile


def sizes(table, *columns, damage=None, **settings):
    sink = io.BytesIO()
    pq.write_table(pa.table(table), sink, **settings)
    data = bytearray(sink.getvalue())
    (chunks,) = chunks_of(io.BytesIO(data))
    if damage is not None:
        data[4 : 4 + len(damage)] = damage
    return page_sizes(io.BytesIO(data), chunks, columns)


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


@pytest.mark.parametrize("settings", [{}, {"use_dictionary": False}, {"row_group_size": 700}, {"compression": "zstd"}])
def test_places_are_those_that_pyarrow_reads_from_the_footer(settings):
    sink = io.BytesIO()
    tags = [[f"a{number}", "b"] for number in range(3_000)]
    people = [{"name": str(number)} for number in range(3_000)]
    pq.write_table(pa.table({**TEXTS, "tags": tags, "by": people}), sink, **settings)
    metadata = pq.read_metadata(sink)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    columns = [[group.column(number) for number in range(group.num_columns)] for group in groups]
    assert chunks_of(sink) == [
        [
            Chunk(
                each.path_in_schema.split(".")[0],
                each.dictionary_page_offset if each.has_dictionary_page else each.data_page_offset,
                each.total_compressed_size,
            )
            for each in group
        ]
        for group in columns
    ]


@pytest.mark.parametrize("footer", [b"", b"\x49\xfc\xff\xff\xff\x07", b"\x49\x1c\x19\x1c\x00\x00\x00", b"\x45\x02"])
def test_a_footer_that_is_none_is_refused(footer):
    with pytest.raises(ValueError, match=r"\w"):
        chunks_of(io.BytesIO(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"))


def test_a_footer_beyond_all_measure_is_refused():
    with pytest.raises(ValueError, match="a footer of"):
        chunks_of(io.BytesIO(bytes(20) + (FOOTER + 1).to_bytes(4, "little") + b"PAR1"))


def test_metadata_that_contradict_themselves_do_not_end_the_process():
    path = Path(__file__).parents[3] / "fixtures" / "damaged" / "contradicting_histogram.parquet"
    dead = list(read_file(InputFile(str(path), None), ReadOptions()))
    assert [letter.reason for letter in dead] == ["malformed_parquet"] * len(dead) != []


def test_a_footer_that_pyarrow_alone_reads_is_one_dead_letter_whether_the_file_comes_in_parts_or_not():
    file = InputFile(str(Path(__file__).parents[3] / "fixtures" / "damaged" / "unreadable_footer.parquet"), None)
    parts = cut_file(file, ReadOptions(part_bytes=40))
    (dead,) = read_file(file, ReadOptions())
    assert dead.reason == "malformed_parquet"
    assert [list(read_part(part, ReadOptions())) for part in parts] == [[dead]]


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


def test_a_page_that_claims_to_be_longer_than_its_file_is_refused():
    """Pyarrow would make room for all of it, 1 GiB here."""
    claimed = b"\x15\x00\x15\x02\x15\x80\x80\x80\x80\x08\x00"
    with pytest.raises(ValueError, match="a page of 1073741824 bytes in a file of"):
        sizes({"text": ["Zinc."]}, "text", damage=claimed, use_dictionary=False)
