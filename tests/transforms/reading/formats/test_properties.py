"""Any text comes back as it was written, whatever the format: 600 examples, 24,000 with THOROUGH=1."""

import csv
import html
import io
import json
import os
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import DeadLetter, Document, InputFile

EXAMPLES = settings(
    max_examples=2000 if "THOROUGH" in os.environ else 50,
    deadline=10_000,
    suppress_health_check=[HealthCheck.too_slow],
)
ODD = "\0\t\n\r\x0b\x0c\x1c\x85\xa0\u0301\u200b\u200c\u200d\u202e\u2028\ufeff\ufffd\ud800\U0001f600\"'\\|,;<>&[]{}"
ANY = st.text(st.one_of(st.characters(), st.sampled_from(ODD)), max_size=60)
TEXT = ANY.filter(lambda text: not any("\ud800" <= character <= "\udfff" for character in text))
TEXTS = st.lists(TEXT, min_size=1, max_size=5)
# XML cannot hold the others; a line break in it is layout.
XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))


def read(data: bytes, format: str | None) -> list[Document | DeadLetter]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "input")
        path.write_bytes(data)
        return list(read_file(InputFile(str(path), format), ReadOptions()))


def texts_of(data: bytes, format: str | None = None) -> list[str]:
    return [record.text for record in read(data, format)]


@EXAMPLES
@given(TEXTS)
def test_jsonl(texts):
    rows = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    assert texts_of("\n".join(rows).encode()) == texts


@EXAMPLES
@given(ANY)
def test_jsonl_with_any_code_point(text):
    (record,) = read(json.dumps({"id": 1, "text": text}).encode(), "jsonl")
    if isinstance(record, DeadLetter):
        assert record.reason == "lone_surrogate"
        record.record.encode()
    else:
        assert record.text == text


@EXAMPLES
@given(TEXT.filter(lambda text: text and text[0] != "\ufeff"))
def test_plain_text(text):
    assert texts_of(text.encode(), "text") == [text]


@EXAMPLES
@given(TEXTS, st.sampled_from(",\t;"))
def test_csv(texts, delimiter):
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text"], *enumerate(texts)])
    assert texts_of(sink.getvalue().encode(), "csv") == texts


@EXAMPLES
@given(TEXTS)
def test_parquet(texts):
    sink = io.BytesIO()
    pq.write_table(pa.table({"id": list(range(len(texts))), "text": texts}), sink, row_group_size=2)
    assert texts_of(sink.getvalue()) == texts


@EXAMPLES
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_pubtator(passages):
    passages = [
        (title.replace("\n", " ").rstrip("\r"), text.replace("\n", " ").rstrip("\r")) for title, text in passages
    ]
    data = "\n".join(f"{number}|t|{title}\n{number}|a|{text}\n" for number, (title, text) in enumerate(passages))
    assert texts_of(data.encode(), "pubtator") == [f"{title} {text}" for title, text in passages]


@EXAMPLES
@given(st.lists(st.tuples(XML_TEXT, XML_TEXT), min_size=1, max_size=5))
def test_medline(passages):
    article = (
        "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>{}</ArticleTitle>"
        "<Abstract><AbstractText>{}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
    )
    articles = [
        article.format(number, html.escape(title, quote=False), html.escape(text))
        for number, (title, text) in enumerate(passages)
    ]
    data = f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>".encode()
    assert texts_of(data) == [f"{title} {text}" if text else title for title, text in passages]


@EXAMPLES
@given(st.lists(XML_TEXT.filter(bool), min_size=1, max_size=5))
def test_bioc_xml(texts):
    passages = [
        f"<passage><offset>{offset}</offset><text>{html.escape(text)}</text></passage>"
        for offset, text in zip(offsets_of(texts), texts, strict=True)
    ]
    data = f"<collection><document><id>1</id>{''.join(passages)}</document></collection>".encode()
    assert texts_of(data) == ["  ".join(texts)]


@EXAMPLES
@given(st.lists(TEXT.filter(bool), min_size=1, max_size=5), st.booleans())
def test_bioc_json(texts, ascii_only):
    passages = [
        {"offset": offset, "text": text} for offset, text in zip(offsets_of(texts), texts, strict=True)
    ]  # fmt: skip
    collection = {"documents": [{"id": "1", "passages": passages}, {"id": "2", "passages": []}]}
    assert texts_of(json.dumps(collection, ensure_ascii=ascii_only).encode()) == ["  ".join(texts), ""]


def offsets_of(texts: list[str]) -> list[int]:
    """Two characters between passages."""
    return [sum(len(before) + 2 for before in texts[:number]) for number in range(len(texts))]


@EXAMPLES
@given(st.lists(XML_TEXT.filter(str.strip), min_size=1, max_size=5))
def test_jats_sections_slice_the_text(texts):
    texts = [text.strip(" \t") for text in texts]
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    meta = '<front><article-meta><article-id pub-id-type="pmid">1</article-id></article-meta></front>'
    (document,) = read(f"<article>{meta}<body>{body}</body></article>".encode(), "jats")
    assert [document.text[section.start : section.end] for section in document.sections] == [
        text for text in texts if text
    ]


@EXAMPLES
@given(st.lists(XML_TEXT, min_size=1, max_size=4))
def test_tei_sections_slice_the_text(texts):
    texts = [text.strip(" \t") for text in texts]
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    (document,) = read(f"<TEI><text><body><div>{body}</div></body></text></TEI>".encode(), "tei")
    assert [document.text[section.start : section.end] for section in document.sections] == [
        text for text in texts if text
    ]


@EXAMPLES
@given(
    st.binary(max_size=300), st.sampled_from(["", "<article>", "<PubmedArticleSet>", '{"documents": [', "id,text\n"])
)
def test_any_bytes(data, begin):
    for record in read(begin.encode() + data, None):
        assert record.source
        (record.text if isinstance(record, Document) else record.record + record.detail).encode()
