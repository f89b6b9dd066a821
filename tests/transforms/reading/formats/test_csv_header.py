import pytest

from transforms.reading.formats.csv_header import table_of
from transforms.reading.record import BadRecord, ReadOptions


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        (b"PMID,Title,Abstract\n", ","),
        (b"Doc_ID; TEXT ;x\r\n", ";"),
        (b"id\ttext", "\t"),
        (b'"Id"|"Title, with a comma"|"Body"', "|"),
    ],
)
def test_names_match_without_case_and_space(header, delimiter):
    assert table_of(header, ReadOptions()).delimiter == delimiter


def test_columns_that_the_user_names_match_without_case_too():
    table = table_of(b"Key;Content\n", ReadOptions("KEY", "content"))
    assert (table.options.id_field, table.options.text_field) == ("key", "content")


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        (
            b"Author;Year\n",
            r"no text column \(abstract, body, text, title\) among: author, year; name one by --text_field",
        ),
        (b"PMID,Journal\n", r"no text column .* among: pmid, journal; name one by --text_field"),
        (b"Title,Journal\n", r"no id column \(doc_id, id, pmid\) among: title, journal; name one by --id_field"),
    ],
)
def test_a_header_without_a_needed_column_is_refused_with_those_there_and_the_flag(header, detail):
    with pytest.raises(BadRecord, match=detail) as bad:
        table_of(header, ReadOptions())
    assert bad.value.reason == "missing_column"


def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(BadRecord, match="twice: text") as bad:
        table_of(b"id,text,Text,x,x\n", ReadOptions())
    assert bad.value.reason == "doubled_column"


def test_a_column_that_is_not_read_may_be_there_twice():
    assert table_of(b"id,text,x,x\n", ReadOptions()).header == ["id", "text", "x", "x"]
