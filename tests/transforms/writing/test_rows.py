import hashlib

from ner_model.tagger import Entity
from transforms.records import DEAD_LETTERS, DOCUMENTS, ENTITIES, AnnotatedDocument, DeadLetter, Document, Section
from transforms.writing.rows import dead_letter_rows, document_rows, entity_rows, section_at

SECTIONS = (Section("title", 0, 12), Section("abstract", 13, 30))
DOCUMENT = Document("d1", "in.jsonl#1", "Zinc in rats It lowers pain.", SECTIONS)
ENTITIES_OF_DOCUMENT = [
    Entity(0, 4, "Chemical", "Zinc", 0.75, 0),
    Entity(23, 27, "Disease", "pain", 0.5, 1),
]
ANNOTATED = AnnotatedDocument(DOCUMENT, sentences=2, tokens=7, entities=ENTITIES_OF_DOCUMENT)
BARE = AnnotatedDocument(Document("d2", "in.jsonl#2", "None here."), sentences=1, tokens=3, entities=[])


def test_an_entity_is_a_row_with_the_section_it_lies_in():
    assert entity_rows([BARE, ANNOTATED]).drop_columns("score").to_pylist() == [
        {"doc_id": "d1", "sentence": 0, "start": 0, "end": 4, "label": "Chemical", "text": "Zinc", "section": "title"},
        {
            "doc_id": "d1",
            "sentence": 1,
            "start": 23,
            "end": 27,
            "label": "Disease",
            "text": "pain",
            "section": "abstract",
        },
    ]


def test_a_document_without_entities_is_a_row_too():
    assert document_rows([ANNOTATED, BARE])["entities"].to_pylist() == [2, 0]


def test_a_document_row_holds_the_text_and_its_hash():
    (row,) = document_rows([ANNOTATED]).to_pylist()
    assert row["text"] == DOCUMENT.text
    assert row["text_sha256"] == hashlib.sha256(b"Zinc in rats It lowers pain.").hexdigest()
    assert row["sections"] == [{"name": "title", "start": 0, "end": 12}, {"name": "abstract", "start": 13, "end": 30}]


def test_a_dead_letter_need_not_be_unicode():
    letter = DeadLetter("a#1", None, "read", "bad_json", "detail", "x\ud800y")
    (row,) = dead_letter_rows([letter]).to_pylist()
    assert row["doc_id"] is None
    assert row["record"] == "x?y"


def test_no_rows_still_have_the_schema():
    for rows, schema in (
        (entity_rows([]), ENTITIES),
        (document_rows([]), DOCUMENTS),
        (dead_letter_rows([]), DEAD_LETTERS),
    ):
        assert rows.schema == schema
        assert rows.num_rows == 0


def test_a_position_between_sections_is_in_none():
    assert [section_at(SECTIONS, position) for position in (0, 11, 12, 13, 30)] == [
        "title", "title", None, "abstract", None,
    ]  # fmt: skip


def test_a_document_without_sections_has_entities_in_none():
    assert section_at((), 3) is None
