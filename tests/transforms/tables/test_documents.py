import hashlib

import pyarrow as pa

from ner_model.entity import Entity
from transforms.records import AnnotatedDocument, Document, Section
from transforms.tables.documents import DOCUMENTS, document_rows

SECTIONS = (Section("title", 0, 12), Section("abstract", 13, 30, "Summary"))
DOCUMENT = Document("d1", "in.jsonl#1", "Zinc in rats It lowers pain.", SECTIONS)
ANNOTATED = AnnotatedDocument(DOCUMENT, sentences=2, tokens=7, entities=[Entity(0, 4, "Chemical", "Zinc", 0.75, 0)] * 2)
BARE = AnnotatedDocument(Document("d2", "in.jsonl#2", "None here."), sentences=1, tokens=3, entities=[])


def test_a_document_without_entities_is_a_row_too():
    assert document_rows([ANNOTATED, BARE])["entities"].to_pylist() == [2, 0]


def test_a_document_row_holds_the_text_and_its_hash():
    (row,) = document_rows([ANNOTATED]).to_pylist()
    assert row["text"] == DOCUMENT.text
    assert row["text_sha256"] == hashlib.sha256(b"Zinc in rats It lowers pain.").hexdigest()
    assert row["sections"] == [
        {"name": "title", "start": 0, "end": 12, "heading": None},
        {"name": "abstract", "start": 13, "end": 30, "heading": "Summary"},
    ]


def test_documents_add_up_their_sentences_and_tokens():
    rows = pa.table({"sentences": [1, 2], "tokens": [10, 30], "text": ["a", "b"]})
    assert DOCUMENTS.totals(rows) == {"sentences": 3, "tokens": 40}
