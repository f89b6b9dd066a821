import apache_beam as beam
from apache_beam.testing.util import assert_that, equal_to

from tests.transforms.annotated import annotated
from transforms.records import Document
from transforms.runs.layout import Layout
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.tagging.known_annotations import index_runs
from transforms.tagging.reuse_annotations import ReuseAnnotations
from transforms.writing.parquet_files import TableWriter


def test_a_known_text_has_its_annotations_whatever_its_id(tmp_path):
    known = [annotated("d1", "Zinc x.")]
    for table, rows in {"documents": document_rows(known), "entities": entity_rows(known)}.items():
        writer = TableWriter(table, Layout(str(tmp_path), "R1").final(table), {}, "bundle")
        list(writer.write(rows))
        list(writer.close())
    index_runs(str(tmp_path), ["R1"], f"{tmp_path}/known")
    moved, fresh = Document("d2", "b#1", "Zinc x."), Document("d1", "b#2", "Zinc y.")
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        outputs = pipeline | beam.Create([moved, fresh]) | ReuseAnnotations(f"{tmp_path}/known")
        found = outputs.annotated | beam.Map(lambda known: (known.document, known.tokens, known.entities))
        assert_that(found, equal_to([(moved, 2, known[0].entities)]), "annotated")
        assert_that(outputs.documents, equal_to([fresh]), "documents")


def test_without_an_index_everything_is_fresh(tmp_path):
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        document = Document("d1", "a#1", "Zinc.")
        outputs = pipeline | beam.Create([document]) | ReuseAnnotations(f"{tmp_path}/none")
        assert_that(outputs.documents, equal_to([document]))
