import pyarrow as pa

from ner_model.linking.link import NOT_LINKED, Link
from tests.transforms.annotated import annotated
from transforms.concepts.whole_documents import COLUMNS, read_linked
from transforms.tables.entities import entity_rows

ZINC = Link(("C1",), ("zinc",), 0.9, "exact")
BOTH = Link(("C1", "C2"), ("zinc", "lead"), 0.8, "fuzzy")


def document(doc_id, *links):
    return annotated(doc_id, " ".join(["Zinc"] * len(links)))._replace(links=links)


def ids(tables):
    return [[(row["doc_id"], row["concept_id"]) for row in table.to_pylist()] for table in tables]


def test_an_entity_of_several_concepts_is_a_row_for_each():
    rows = entity_rows([document("d1", BOTH, NOT_LINKED)])
    assert ids(read_linked([rows.select(COLUMNS)])) == [[("d1", "C1"), ("d1", "C2")]]


def test_a_document_that_lies_in_two_row_groups_is_not_divided():
    rows = entity_rows([document("d1", ZINC), document("d2", ZINC, ZINC)])
    rows = rows.select(COLUMNS)
    assert ids(read_linked([rows.slice(0, 2), rows.slice(2)])) == [[("d1", "C1")], [("d2", "C1"), ("d2", "C1")]]


def test_runs_without_links_have_no_rows():
    unlinked = entity_rows([annotated("d1", "Zinc")])
    rows = unlinked.select(COLUMNS)
    assert list(read_linked([rows, rows.drop_columns("concept_id")])) == []


def test_no_row_groups_have_no_rows():
    assert list(read_linked([])) == []


def test_columns_are_text():
    (table,) = read_linked([entity_rows([document("d1", ZINC)]).select(COLUMNS)])
    assert table.schema.field("label").type == pa.string()
