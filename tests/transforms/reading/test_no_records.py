from dataclasses import replace

import pytest

from transforms.reading import all_formats
from transforms.reading.formats import csv


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<PubmedArticleSet></PubmedArticleSet>\n", "a.xml"),
        (b"<?xml version='1.0'?>\n<!-- none <yet> --><PubmedArticleSet>\n</PubmedArticleSet>", "a.xml"),
        ("<?xml version='1.0' encoding='utf-16'?><articles> </articles>".encode("utf-16"), "a.xml"),
        (b"<collection><source>x</source><date/><key>k</key></collection>", "a.xml"),
        (b'{"source": "x", "documents": []}', "a.json"),
        (b"[ ]", "a.json"),
        (b"id,text\r\n\r\n", "a.csv"),
    ],
)
def test_what_says_that_it_is_empty_is_no_dead_letter(read, data, name):
    assert read(data, name) == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<PubmedArticleSet><PubmedReview>1</PubmedReview></PubmedArticleSet>", "a.xml"),
        (b"<pmc-articleset><Reply Id='1' error='not found'/></pmc-articleset>", "a.xml"),
        (b"<collection><source>x</source><passage/></collection>", "a.xml"),
        (b"\n \n", "a.jsonl"),
    ],
)
def test_bytes_without_a_record_are_a_dead_letter(read, data, name):
    (letter,) = read(data, name)
    assert (letter.reason, letter.source.rpartition("/")[2]) == ("no_records", f"{name}#1")
    assert letter.record == data.decode()


def test_deletions_are_records(read):
    (deletion,) = read(b"<PubmedArticleSet><DeleteCitation><PMID>7</PMID></DeleteCitation></PubmedArticleSet>")
    assert deletion.doc_id == "7"


def test_a_reader_that_reads_nothing_is_noticed(read, monkeypatch):
    empty = replace(csv.FORMAT, read=lambda *_: iter([]))
    monkeypatch.setattr(all_formats, "FORMATS", (empty, *all_formats.FORMATS))
    (letter,) = read(b"id,text\n1,Zinc.\n")
    assert letter.reason == "no_records"


def test_an_empty_file_is_one_also_if_its_format_is_given(read):
    (letter,) = read(b"", format="jsonl")
    assert letter.reason == "empty_file"
