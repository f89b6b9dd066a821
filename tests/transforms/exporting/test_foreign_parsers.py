"""What is exported is read by programs of others with the same spans: bioc (PubTator, BioC, brat) and spaCy."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exported import FOREIGN, HARD, tagged, write
from transforms.exporting.export_format import Notes
from transforms.exporting.formats.names import encoded_id, plain_label
from transforms.reading.read_file import read_file
from transforms.reading.record import Part, ReadOptions, document_of
from transforms.records import Document, InputFile

DATA = Path(__file__).parents[3].parent / "shared" / "data"
FORBIDDEN = {"pubtator": "|", "brat": '/\\:*?"<>|', "webannotation": "/|%"}
RAW_ID = {"bioc_json", "docbin"}

TEXTS = st.lists(
    st.sampled_from(["Zinc", "Α", "lead", " ", "  ", "\n", "\r\n", "\t", "(", "𝒜", "e\u0301", "\u2028", "."])
)


def expected(name, documents):
    """Spans and texts by the id that a format has for a document."""
    found = {}
    for each in documents:
        doc_id = each.document.doc_id
        if name not in RAW_ID:
            doc_id = encoded_id(doc_id, FORBIDDEN.get(name, ""), Notes())
        if name == "brat" and doc_id.startswith("."):
            doc_id = f"%2E{doc_id[1:]}"
        label = plain_label if name in {"brat", "conll"} else str
        found[doc_id] = [(e.start, e.end, label(e.label), e.text) for e in each.entities], each.document.text
    return found


def check(name, documents, folder):
    """Compares what is read with what was written; formats without texts, or with empty ones, say less."""
    write(name, documents, folder)
    read = {doc_id: (spans, text) for doc_id, spans, text in FOREIGN[name](folder)}
    wanted = expected(name, documents)
    for doc_id, (spans, text) in wanted.items():
        if name in {"pubtator", "conll"} and not text.strip():
            continue  # these programs pass over documents without a word
        found, found_text = read[doc_id]
        if name == "conll":
            spans = [(start, end, label, None) for start, end, label, _ in spans]
        if name == "pubtator":
            spans = [(start, end, label, re.sub(r"\s", " ", mention)) for start, end, label, mention in spans]
            text, found_text = "".join(text.split()), "".join(found_text.split())  # bioc strips lines
        assert found == spans, doc_id
        assert found_text in (None, text), doc_id


@pytest.mark.parametrize("name", FOREIGN)
def test_fixtures_are_read_with_the_same_spans_and_texts(name, tmp_path):
    pytest.importorskip("spacy")
    check(name, HARD, tmp_path)


@pytest.mark.parametrize("name", FOREIGN)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3))
@settings(max_examples=25, deadline=None)
def test_any_text_is_read_with_the_same_spans(name, tmp_path_factory, parts):
    pytest.importorskip("spacy")
    documents = [
        tagged(
            document_of(f"d{number}", f"a#{number}", [Part("title", "".join(title)), Part("abstract", "".join(body))])
        )
        for number, (title, body) in enumerate(parts)
    ]
    check(name, documents, tmp_path_factory.mktemp("any"))


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("corpus", ["bc5cdr/CDR_DevelopmentSet.PubTator.txt.gz", "formats/jats", "formats/medline"])
def test_real_documents_are_read_with_the_same_spans_and_texts(name, corpus, tmp_path):
    pytest.importorskip("spacy")
    path = DATA / corpus
    if not path.exists():
        pytest.skip("needs the corpora beside the repository")
    paths = sorted(path.glob("*")) if path.is_dir() else [path]
    outcomes = [each for path in paths[:8] for each in read_file(InputFile(str(path)), ReadOptions())]
    documents = {each.doc_id: tagged(each) for each in outcomes if isinstance(each, Document)}
    assert documents
    check(name, list(documents.values())[:200], tmp_path)
