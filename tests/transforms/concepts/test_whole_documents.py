import pyarrow as pa
import pyarrow.parquet as pq

from ner_model.linking.link import NOT_LINKED, Link
from tests.transforms.annotated import annotated
from transforms.concepts.whole_documents import read_linked
from transforms.tables.entities import entity_rows

ZINC = Link(("C1",), ("zinc",), 0.9, "exact")
BOTH = Link(("C1", "C2"), ("zinc", "lead"), 0.8, "fuzzy")


def document(doc_id, *links):
    return annotated(doc_id, " ".join(["Zinc"] * len(links)))._replace(links=links)


def written(tmp_path, *groups):
    path = tmp_path / "a.parquet"
    with pq.ParquetWriter(path, entity_rows([]).schema) as writer:
        for group in groups:
            writer.write_table(group)
    return [str(path)]


def ids(tables):
    return [[(row["doc_id"], row["concept_id"]) for row in table.to_pylist()] for table in tables]


def test_an_entity_of_several_concepts_is_a_row_for_each(tmp_path):
    paths = written(tmp_path, entity_rows([document("d1", BOTH, NOT_LINKED)]))
    assert ids(read_linked(paths)) == [[("d1", "C1"), ("d1", "C2")]]


def test_a_document_that_lies_in_two_row_groups_is_not_divided(tmp_path):
    rows = entity_rows([document("d1", ZINC), document("d2", ZINC, ZINC)])
    paths = written(tmp_path, rows.slice(0, 2), rows.slice(2))
    assert ids(read_linked(paths)) == [[("d1", "C1")], [("d2", "C1"), ("d2", "C1")]]


def test_runs_without_links_have_no_rows(tmp_path):
    unlinked = entity_rows([annotated("d1", "Zinc")])
    pq.write_table(unlinked.drop_columns("concept_id"), tmp_path / "old.parquet")
    assert list(read_linked([*written(tmp_path, unlinked), str(tmp_path / "old.parquet")])) == []


def test_no_files_have_no_rows():
    assert list(read_linked([])) == []


def test_columns_are_text(tmp_path):
    (table,) = read_linked(written(tmp_path, entity_rows([document("d1", ZINC)])))
    assert table.schema.field("label").type == pa.string()
