"""The parts of a file together are the file: the same records, numbers, sources and dead letters as read at once."""

import json

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.reading.parts import EXAMPLES, MARK, SIZES, check, in_parts, pieces
from transforms.reading.bytes.extent import Extent
from transforms.reading.read_documents import ReadDocuments
from transforms.reading.read_file import read_file, read_part
from transforms.reading.record import ReadOptions
from transforms.reading.split_files import FilePart, cut_file, number_parts, survey_part
from transforms.records import InputFile

JSONL = [b'{"id": "1", "text": "One."}\n', b'{"id": "2", "text": "\xc3\xa9\xf0\x9f\x98\x80"}\r\n', b'{"id"', b" \n"]
PUBTATOR = [
    b"1|t|One.\n1|a|Text.\n",
    b"2|t|Two.\r\n2|a|\xc3\xa9\r\n",
    b"1\t0\t3\tOne\tChemical\tD1\n",
    b"3|t|",
    b"\n\n",
]
NBIB = [b"PMID- 1\nTI  - One.\n", b"TI  - Two\r\n      lines.\n", b"PMID- 2\n", b"AB  - \xc3\xa9", b"\n\n"]
RIS = [b"TY  - JOUR\nID  - 1\n", b"TI  - One.\r\n", b"ER  - \n", b"TY  - JOUR\nID  - 2\nTI  - Two\nER  -\n\n", b"1.\n"]
BIBTEX = [
    b"@a{x, title={One}}\n",
    b"@a{y, title=",
    b"{Two\n}}",
    b"@string{z = 1}\n",
    b" @a{v, pmid=7, title={x}}",
    b"}\n",
]
CSV = [b"1,One.\n", b'2,"Two\nlines"\r\n', b'"', b",", b'3,"She said ""no"".\n"\n', b"4,\xc3\xa9\n", b'5,"x"y"\n']


@EXAMPLES
@given(st.sampled_from([b"", MARK]), pieces(*JSONL), SIZES)
def test_any_lines_of_json(mark, data, size):
    check(mark + data, size, "jsonl")


@EXAMPLES
@given(st.sampled_from([b"", MARK]), pieces(*PUBTATOR), SIZES)
def test_any_pubtator(mark, data, size):
    check(mark + data, size, "pubtator")


@EXAMPLES
@given(st.sampled_from([b"", MARK]), pieces(*NBIB), SIZES)
def test_any_nbib(mark, data, size):
    check(mark + data, size, "nbib")


@EXAMPLES
@given(st.sampled_from([b"", MARK]), pieces(*RIS), SIZES)
def test_any_ris(mark, data, size):
    check(mark + data, size, "ris")


@EXAMPLES
@given(st.sampled_from([b"", MARK]), pieces(*BIBTEX), SIZES)
def test_any_bibtex(mark, data, size):
    check(mark + data, size, "bibtex")


@EXAMPLES
@given(st.sampled_from([b"id,text\n", MARK + b"id,text\r\n", b"no header\n"]), pieces(*CSV), SIZES)
def test_any_csv(header, data, size):
    check(header + data, size, "csv")


@EXAMPLES
@given(pieces(*(piece.replace(b",", b"\t") for piece in CSV)), SIZES)
def test_any_tsv(data, size):
    check(b"id\ttext\n" + data, size, "csv")


def lines_of(records, end="\n", last="\n"):
    return (end.join(json.dumps(record, ensure_ascii=False) for record in records) + last).encode()


RECORDS = [{"id": str(number), "text": f"Text é {number}."} for number in range(40)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n\n"])
def test_line_ends(end, last):
    assert check(lines_of(RECORDS, end, last), 100) > 5


def test_an_id_that_an_earlier_part_has_shown_is_a_dead_letter(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines_of([*RECORDS, RECORDS[3], *RECORDS[:2], {"id": "3"}, RECORDS[3]]))
    records, parts = in_parts(InputFile(str(tmp_path / "a.jsonl")), ReadOptions(part_bytes=100))
    assert parts > 5
    assert [(record.source.rpartition("#")[2], record.doc_id, record.reason) for record in records[40:]] == [
        ("41", "3", "duplicate_id"),
        ("42", "0", "duplicate_id"),
        ("43", "1", "duplicate_id"),
        ("44", "3", "missing_text"),
        ("45", "3", "duplicate_id"),
    ]


def test_a_record_that_could_not_be_read_has_shown_no_id():
    assert check(lines_of([{"id": "1"}, *RECORDS, *RECORDS]), 100) > 10


def test_a_file_in_whose_parts_no_record_was_found_is_read_as_one():
    parts = [FilePart(InputFile("a"), Extent(0, 10)), FilePart(InputFile("a"), Extent(10, None))]
    assert list(number_parts([survey_part(part, []) for part in parts])) == [FilePart(InputFile("a"))]


def test_types_without_a_space_begin_records_of_ris_in_parts_as_in_the_whole():
    assert check(b"TY  -JOUR\nID  - 1\nTI  - One\nER  -\n\n" * 3 + b"TY  -fon\nlines\n" * 9, 60, "ris") > 1
    assert check(b"TY  -fon\nlines\n" * 9, 60, "ris") > 1


@pytest.mark.parametrize("format", ["jsonl", "pubtator", "csv"])
@pytest.mark.parametrize("begin", [b"", b'{"id": 1, "text": "', b"1|t|", b'1,"'])
def test_lines_over_the_limit(format, begin):
    """Longer than a part too."""
    records = {"jsonl": lines_of(RECORDS[:9]), "pubtator": b"".join(PUBTATOR[:3]), "csv": b"".join(CSV[:2])}[format]
    header = b"id,text\n" if format == "csv" else b""
    data = header + records + begin + b"y " * 80_000 + b"\n" + records + begin + b" " * 70_000 + b"\n" + records
    assert check(data, 10_000, format, max_document_characters=10) > 2


def test_a_row_with_line_breaks_is_never_cut():
    row = b'%d,"' + b"One line.\n" * 50 + b'"\n'
    assert check(b"id,text\n" + b"".join(row % number for number in range(30)), 100, "csv") == 31


def test_a_quote_that_is_closed_far_behind_is_not_cut():
    """It is the lines behind it that make the dead letter say what it says."""
    assert check(b'id,text\n0,"open\n' + b"1,One.\n" * 200 + b'2,closed"x\n' + b"3,Two.\n" * 200, 100, "csv") > 5


def test_formats_that_are_not_cut():
    assert check(b"<PubmedArticleSet>" + b" " * 1000 + b"</PubmedArticleSet>", 1) == 1
    assert check(b"Aspirin.\n" * 100, 1, "text") == 1
    assert check(b"\0" * 1000, 1) == 1


def test_a_file_up_to_the_size_of_a_part_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("transforms.reading.split_files.open_file", None)
    (tmp_path / "a.jsonl").write_bytes(b"x" * 100)
    (part,) = cut_file(InputFile(str(tmp_path / "a.jsonl")), ReadOptions(part_bytes=100))
    assert part.extent == (0, None, 1)


def test_a_file_that_is_gone_is_one_part(tmp_path):
    (part,) = cut_file(InputFile(str(tmp_path / "gone")), ReadOptions())
    assert [record.reason for record in read_part(part, ReadOptions())] == ["unreadable_file"]


def test_a_pipeline_reads_a_large_file_in_parts(tmp_path):
    for number in range(2):
        (tmp_path / f"{number}.jsonl").write_bytes(lines_of([*RECORDS, RECORDS[7], {"id": "bad"}]))
    (tmp_path / "small.txt").write_text("Lithium.")
    files = [InputFile(str(path)) for path in sorted(tmp_path.iterdir())]
    options = ReadOptions(part_bytes=200)
    expected = [record for file in files for record in read_file(file, ReadOptions())]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        outputs = pipeline | beam.Create(files) | ReadDocuments(options)
        assert_that((outputs.documents, outputs.dead_letters) | beam.Flatten(), equal_to(expected))
    counters = pipeline.result.metrics().query()["counters"]
    counts = {counter.key.metric.name: counter.committed for counter in counters}
    assert counts == {"records_read": 85, "parts_read": 1 + 2 * len(cut_file(files[0], options))}
    assert counts["parts_read"] > 10
