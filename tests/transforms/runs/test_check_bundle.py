import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.annotated import annotated
from transforms.runs.bundles import Bundle
from transforms.runs.check_bundle import Sums, faults_of_bundle, sums_of
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows


@pytest.fixture
def bundle(tmp_path):
    """Makes a bundle of the tables."""

    def bundle(documents, entities):
        for name, rows in (("documents", documents), ("entities", entities)):
            pq.write_table(rows, tmp_path / f"{name}.parquet", row_group_size=2)
        return Bundle("R1", {name: [f"{tmp_path}/{name}.parquet"] for name in ("documents", "entities")})

    return bundle


def rows(*texts):
    return [annotated(f"d{number}", text) for number, text in enumerate(texts)]


def test_rows_that_fit(bundle):
    documents = rows("Zinc x.", "nothing", "Lead Rust é.")
    whole = bundle(document_rows(documents), entity_rows(documents))
    assert list(faults_of_bundle(whole)) == []
    assert sums_of(whole) == Sums(sentences=3, tokens=6, entities=3)


def test_runs_of_the_first_schema_have_no_source_of_an_entity(bundle):
    documents = rows("Zinc x.")
    assert list(faults_of_bundle(bundle(document_rows(documents), entity_rows(documents).drop_columns("source")))) == []


def test_entities_of_another_text_are_said_once_with_the_first_document(bundle):
    documents, others = rows("x", "Zinc x.", "Zinc x."), rows("x", "Lead x.", "Lead x.")
    (fault,) = faults_of_bundle(bundle(document_rows(documents), entity_rows(others)))
    assert fault.what == "the offsets of an entity are not those of its text, first in document d1"


def test_entities_that_overlap(bundle):
    documents = rows("Zinc x.")
    twice = [documents[0]._replace(entities=documents[0].entities * 2)]
    (fault,) = faults_of_bundle(bundle(document_rows(twice), entity_rows(twice)))
    assert fault.what == "an entity begins before the one before it ends, first in document d0"


def test_a_section_beyond_the_text(bundle):
    documents = rows("Zinc x.")
    sections = pa.array(
        [[{"name": "title", "start": 0, "end": 8, "heading": None}]], document_rows([]).schema.field(7).type
    )
    table = document_rows(documents)
    table = table.set_column(7, table.schema.field(7), sections)
    (fault,) = faults_of_bundle(bundle(table, entity_rows(documents)))
    assert fault.what == "a section lies outside of the text, first in document d0"


def test_documents_without_their_entities(bundle):
    documents = rows("Zinc x.", "Lead x.")
    (fault,) = faults_of_bundle(bundle(document_rows(documents), entity_rows(documents[:1])))
    assert fault.what == "counts 2 entities, and the table of entities has 1 of them"
