import pytest

from transforms.reading.record import ReadOptions
from transforms.records import Section


def test_quoted_values_commas_and_lines(read, miniature):
    first, second = read(miniature("abstracts.csv"))
    assert (first.doc_id, first.text) == ("90000601", "Aspirin, again. Aspirin may provoke asthma.")
    assert first.sections == (Section("title", 0, 15), Section("abstract", 16, 43))
    assert second.text == 'On quotes. He called it "asthma",\nand was right.'


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(read, delimiter, end):
    rows = [["id", "journal", "text"], ["a", "J", "Aspirin."], ["b", "J", "Lithium."]]
    data = end.join(delimiter.join(row) for row in rows)
    assert [record[:1] + record[2:3] for record in read(data.encode())] == [("a", "Aspirin."), ("b", "Lithium.")]


def test_columns_by_name(read):
    options = ReadOptions("key", "content")
    (document,) = read(b"key,content\nk7,Aspirin.\n", options=options)
    assert (document.doc_id, document.text) == ("k7", "Aspirin.")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('b,"never closed', "malformed_csv"),
        ("b,one,two", "malformed_csv"),
        ("b", "malformed_csv"),
        (",Text.", "missing_id"),
        ("a,The same id.", "duplicate_id"),
        ("b,caf\udce9", "invalid_utf8"),
    ],
)
def test_a_bad_row_leaves_its_neighbours(read, row, reason):
    data = f"id,text\na,One.\n{row}\nc,Three.\n".encode("utf-8", "surrogateescape")
    first, bad, last = read(data)
    assert (first.text, bad.reason, last.text) == ("One.", reason, "Three.")
    assert bad.source.endswith("#2")


def test_excerpt_is_the_row(read):
    (bad,) = read(b"id,text\nb,one,two\n")
    assert bad.record == "b,one,two\n"


def test_quotes_are_text_where_tabs_separate(read):
    (document,) = read(b'id\ttext\na\t"Smart" drugs, 5" long\n')
    assert document.text == '"Smart" drugs, 5" long'


def test_marks_in_the_text_stay(read):
    (document,) = read(b'\xef\xbb\xbfid,text\na,"One\n\xef\xbb\xbfTwo"\n')
    assert document.text == "One\n\ufeffTwo"


def test_blank_lines_are_no_records(read):
    assert len(read(b"id,text\n\na,One.\n\n\nb,Two.\n")) == 2


def test_long_values(read):
    (document,) = read(b"id,text\na," + b"x" * 1_000_000)
    assert len(document.text) == 1_000_000


def test_without_header(read):
    (bad,) = read(b"7,Aspirin.\n", format="csv")
    assert bad.reason == "missing_column"


def test_empty_text_is_a_document(read):
    assert read(b"id,text\na,\n")[0].text == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r"])
def test_encodings(read, encoding, end):
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (document,) = read(f"{mark}PMID,Title{end}7,Café β{end}".encode(encoding), "a.csv")
    assert (document.doc_id, document.text) == ("7", "Café β")
