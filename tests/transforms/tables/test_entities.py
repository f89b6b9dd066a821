import pyarrow as pa

from ner_model.entity import Entity
from ner_model.linking.link import NOT_LINKED, Link
from transforms.records import AnnotatedDocument, Document, Section
from transforms.tables.entities import ENTITIES, entity_rows, sections_at

COLUMNS = ["doc_id", "sentence", "start", "end", "label", "text", "section"]
SECTIONS = (Section("title", 0, 12), Section("abstract", 13, 30))
DOCUMENT = Document("d1", "in.jsonl#1", "Zinc in rats It lowers pain.", SECTIONS)
ENTITIES_OF_DOCUMENT = [
    Entity(0, 4, "Chemical", "Zinc", 0.75, 0),
    Entity(23, 27, "Disease", "pain", 0.5, 1),
]
ANNOTATED = AnnotatedDocument(DOCUMENT, sentences=2, tokens=7, entities=ENTITIES_OF_DOCUMENT)
BARE = AnnotatedDocument(Document("d2", "in.jsonl#2", "None here."), sentences=1, tokens=3, entities=[])


def test_an_entity_is_a_row_with_the_section_it_lies_in():
    assert entity_rows([BARE, ANNOTATED]).select(COLUMNS).to_pylist() == [
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


def test_an_entity_has_the_concepts_that_it_was_linked_to():
    links = (Link(("C1", "C2"), ("zinc", "lead"), 0.5, "fuzzy"), NOT_LINKED)
    rows = entity_rows([BARE, ANNOTATED._replace(links=links)])
    assert rows.select(["concept_id", "concept_name", "concept_score", "match"]).to_pylist() == [
        {"concept_id": "C1|C2", "concept_name": "zinc|lead", "concept_score": 0.5, "match": "fuzzy"},
        {"concept_id": None, "concept_name": None, "concept_score": None, "match": "none"},
    ]


def test_links_of_some_documents_leave_the_others_without():
    links = (Link(("C1",), ("zinc",), 0.5, "exact"), NOT_LINKED)
    assert entity_rows([ANNOTATED, ANNOTATED._replace(links=links)])["match"].to_pylist() == [
        None,
        None,
        "exact",
        "none",
    ]


def test_no_entities_are_no_rows():
    assert entity_rows([BARE]) == ENTITIES.empty()


def test_an_entity_says_which_record_of_which_file_it_is_from():
    assert entity_rows([BARE, ANNOTATED])["source"].to_pylist() == ["in.jsonl#1", "in.jsonl#1"]


def test_a_source_that_is_no_unicode_text_is_written_with_question_marks():
    document = DOCUMENT._replace(source="in\udc80.jsonl#1")
    assert entity_rows([ANNOTATED._replace(document=document)])["source"][0].as_py() == "in?.jsonl#1"


def test_a_position_between_sections_is_in_none():
    assert list(sections_at(SECTIONS, (0, 11, 12, 13, 30))) == ["title", "title", None, "abstract", None]


def test_a_document_without_sections_has_entities_in_none():
    assert list(sections_at((), [3])) == [None]


def test_entities_are_counted_by_label():
    rows = pa.table({"label": pa.array(["Disease", "Chemical", "Disease"]).dictionary_encode()})
    assert ENTITIES.totals(rows) == {"Disease": 2, "Chemical": 1}
