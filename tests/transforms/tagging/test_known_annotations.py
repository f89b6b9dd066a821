import pytest

from ner_model.tagger import Entity
from transforms.records import AnnotatedDocument, Document
from transforms.runs.bundles import bundles_of
from transforms.runs.layout import Layout
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.tagging import known_annotations
from transforms.tagging.known_annotations import KnownAnnotations, index_runs
from transforms.writing import parquet_files
from transforms.writing.parquet_files import TableWriter

ZINC = Entity(0, 4, "Chemical", "Zinc", 0.25, 0)
PAIN = Entity(5, 9, "Disease", "pain", 0.5, 0)
DOCUMENTS = [
    AnnotatedDocument(Document(f"d{number}", "a#1", f"Zinc pain {number}"), 1, 3, [ZINC, PAIN][: number % 3])
    for number in range(7)
]


def publish(output, run_id, documents, group=2):
    """A run of one bundle, with row groups of a few documents."""
    layout = Layout(str(output), run_id)
    for table, rows in {"entities": entity_rows, "documents": document_rows}.items():
        writer = TableWriter(table, layout.final(table), {}, "bundle")
        for start in range(0, len(documents), group):
            list(writer.write(rows(documents[start : start + group])))
        list(writer.close())


@pytest.fixture
def known(tmp_path):
    publish(tmp_path, "R1", DOCUMENTS)
    index_runs(str(tmp_path), ["R1"], f"{tmp_path}/known")
    return KnownAnnotations(f"{tmp_path}/known")


def test_every_text_finds_its_own_entities(known):
    for document, sentences, tokens, entities, *_ in DOCUMENTS:
        assert known.find(document.text) == (sentences, tokens, entities)


def test_other_texts_are_not_known(known):
    assert [known.find(text) for text in ("", "Zinc pain", "Zinc pain 99")] == [None, None, None]


def test_files_that_were_full_continue_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_files, "_FILE_BYTES", 1)
    publish(tmp_path, "R1", DOCUMENTS)
    (bundle,) = bundles_of(str(tmp_path), "R1")
    assert (len(bundle.documents), len(bundle.entities)) == (4, 3)  # the last document has none
    index_runs(str(tmp_path), ["R1"], f"{tmp_path}/known")
    assert KnownAnnotations(f"{tmp_path}/known").find("Zinc pain 5").entities == [ZINC, PAIN]


def test_without_an_index_nothing_is_known(tmp_path):
    index_runs(str(tmp_path), [], f"{tmp_path}/known")
    assert KnownAnnotations(f"{tmp_path}/known").find("Zinc") is None


def test_few_bundles_are_kept_open(tmp_path, monkeypatch):
    monkeypatch.setattr(known_annotations, "_LOOKUPS_KEPT", 1)
    for number, document in enumerate(DOCUMENTS):
        publish(tmp_path, f"R{number}", [document])
    index_runs(str(tmp_path), [f"R{number}" for number in range(7)], f"{tmp_path}/known")
    known = KnownAnnotations(f"{tmp_path}/known")
    assert [known.find(each.document.text).entities for each in DOCUMENTS] == [each.entities for each in DOCUMENTS]
