import pytest

from transforms.reading.detect import detect
from transforms.reading.record import BadRecord, ReadOptions


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b'{"pmid": 1, "title": "x"}\n', "a", "jsonl"),
        (b'\xef\xbb\xbf{"id": 1, "text": "x"}\n', "a", "jsonl"),
        (b'{"id": 1, "text": "\\"passages\\": ["}\n', "a", "jsonl"),
        (b'{"id": 1, "text": "x", "passages": []}\n', "a", "jsonl"),
        (b'{"id": 1, "text": "a line longer than what is looked at', "a", "jsonl"),
        (b"no JSON at all\n", "a.jsonl.gz", "jsonl"),
        (b'{"id": 1, "title": "x", "documents": [{"id": 2}]}\n', "a", "jsonl"),
        (b'{"id": 1, "cited": {"documents": [{"id": 2}]}, "text": "x"}\n', "a", "jsonl"),
        (b'[{"id": 1, "passages": [7], "text": "x"}]', "a", "json"),
        (b'[{"id": 1, "text": "\\"passages\\": ["}]', "a", "json"),
        (b'{"source": "x", "documents": [', "a", "bioc_json"),
        (b'[{"id": 1, "passages": [', "a", "bioc_json"),
        (b'[{"id": 1, "text": "x"}]', "a.json", "json"),
        (b"[Zinc] helps.", "a.txt", "text"),
        (b"<?xml version='1.0'?>\n<!-- <article> --><PubmedArticleSet>", "a", "medline"),
        (b"<!DOCTYPE x [<!ENTITY article '<article/>'>]>\n<MedlineCitationSet>", "a", "medline"),
        (b"\n\n<article xmlns='x'>", "a.txt", "jats"),
        ("<?xml version='1.0' encoding='utf-16'?><collection>".encode("utf-16"), "a", "bioc_xml"),
        (b"\n90000001|t|Title\n", "a", "pubtator"),
        (b"pmid\ttitle\tabstract\n", "a", "csv"),
        (b'"id";"text"\r\n', "a", "csv"),
        (b"title,authors\n", "a", "text"),
        (b"PAR1\x15\x04", "a", "parquet"),
        (b"Aspirin may provoke asthma.", "a", "text"),
        (b"caf\xe9", "a.txt", "text"),
        (b"id,text\rmore", "a", "csv"),
        ("PMID;Title\n".encode("utf-16"), "a", "csv"),
        (b"pmid|title\n", "a", "csv"),
        (b"Author,Year\n", "a.csv", "csv"),
        (b"Author,Year\n", "a", "text"),
    ],
)
def test_by_content(head, name, expected):
    assert detect(head, name, ReadOptions()).name == expected


def test_columns_by_name():
    assert detect(b"key,content\n", "a", ReadOptions("key", "content")).name == "csv"


@pytest.mark.parametrize(
    ("head", "name", "reason"),
    [
        (b"", "a.txt", "empty_file"),
        (b"\x00\x01\x02\x03", "a.xml", "unknown_format"),
        (b"not XML", "a.xml", "unknown_format"),
        (b"<html><body>404</body></html>", "a.xml", "web_page"),
        (b"<art><ui>7</ui></art>", "a.xml", "not_jats"),
    ],
)
def test_what_cannot_be_read(head, name, reason):
    with pytest.raises(BadRecord) as raised:
        detect(head, name, ReadOptions())
    assert raised.value.reason == reason
