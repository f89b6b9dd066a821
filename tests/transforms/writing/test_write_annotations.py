import apache_beam as beam
import pyarrow.parquet as pq
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.util import assert_that

from ner_model.tagger import Entity
from transforms.records import AnnotatedDocument, DeadLetter, Document
from transforms.writing import write_annotations
from transforms.writing.write_annotations import WriteAnnotations

ANNOTATED = [
    AnnotatedDocument(Document(f"d{number}", f"a#{number}", "Zinc."), 1, 2, [Entity(0, 4, "Chemical", "Zinc", 0.5, 0)])
    for number in range(20)
]
LETTERS = [DeadLetter("a#99", None, "read", "bad_json", "no", "{")]


def written_files(folder, documents=ANNOTATED, letters=LETTERS, **options):
    """The files that the step lists, by table."""
    with beam.Pipeline(runner="FnApiRunner", options=PipelineOptions([], **options)) as pipeline:
        tables = {
            "documents": pipeline | "Documents" >> beam.Create(documents),
            "dead_letters": (pipeline | "Read" >> beam.Create(letters), pipeline | "Tag" >> beam.Create([])),
        }
        files = tables | WriteAnnotations(str(folder), {"run_id": "R1"})
        listed = folder / "listed"
        files | beam.Map(lambda file: f"{file.table} {file.path} {file.rows}") | beam.io.WriteToText(str(listed))
    lines = [line.split() for path in folder.glob("listed*") for line in path.read_text().splitlines()]
    return {table: [(path, int(rows)) for name, path, rows in lines if name == table] for table, _, _ in lines}


def test_each_table_holds_its_rows(tmp_path):
    files = written_files(tmp_path)
    assert {table: sum(rows for _, rows in listed) for table, listed in files.items()} == {
        "entities": 20, "documents": 20, "dead_letters": 1,
    }  # fmt: skip
    ((path, _),) = files["entities"]
    assert pq.read_table(path)["doc_id"].to_pylist() == [f"d{number}" for number in range(20)]


def test_a_table_without_rows_has_no_file_yet(tmp_path):
    assert set(written_files(tmp_path, letters=[])) == {"entities", "documents"}


@pytest.mark.parametrize("characters", [1, 2_000, 10_000])
def test_row_groups_of_any_size_hold_the_same_rows(tmp_path, monkeypatch, characters):
    monkeypatch.setattr(write_annotations, "_CHARACTERS_PER_ROW_GROUP", characters)
    ((path, rows),) = written_files(tmp_path)["documents"]
    assert rows == 20
    assert sorted(pq.read_table(path)["doc_id"].to_pylist()) == sorted(f"d{number}" for number in range(20))


def test_bundles_that_are_repeated_list_each_row_once(tmp_path):
    files = written_files(tmp_path, direct_runner_bundle_repeat=2)
    assert [sum(rows for _, rows in files[table]) for table in ("entities", "documents")] == [20, 20]
    assert len(list((tmp_path / "entities").iterdir())) > len(files["entities"])


def test_nothing_to_write_lists_nothing(tmp_path):
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        tables = {"documents": pipeline | beam.Create([]), "dead_letters": ()}
        files = tables | WriteAnnotations(str(tmp_path), {})
        assert_that(files, lambda listed: listed == [] or pytest.fail(str(listed)))
