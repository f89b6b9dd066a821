from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from transforms.reading.find_files import find_files
from transforms.reading.read_documents import ReadDocuments
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import InputFile

SAMPLE = Path(__file__).parents[3] / "jobs" / "sample"


@pytest.fixture
def folder(tmp_path):
    for name in ["b.txt", "a.jsonl", "deep/c.xml.gz", "deep/c.xml.gz.md5", ".hidden", "_temporary/d.txt"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"id": "a", "text": "Aspirin."}\n{"id"\n' if name == "a.jsonl" else "Lithium.")
    return tmp_path


def test_documents_and_dead_letters(folder):
    with TestPipeline(runner="FnApiRunner") as pipeline:
        files = pipeline | beam.Create(find_files([str(folder / "a.jsonl"), str(folder / "b.txt")]))
        outputs = files | ReadDocuments()
        assert_that(outputs.documents | beam.Map(lambda document: document.doc_id), equal_to(["a", "b"]), "documents")
        assert_that(outputs.dead_letters | beam.Map(lambda letter: letter.reason), equal_to(["bad_json"]), "letters")
    (counter,) = pipeline.result.metrics().query(beam.metrics.MetricsFilter().with_name("records_read"))["counters"]
    assert counter.committed == 3


@pytest.mark.parametrize("name", ["gone.txt", "deep"])
def test_a_file_that_cannot_be_opened_is_a_dead_letter(folder, name):
    (bad,) = read_file(InputFile(str(folder / name)), ReadOptions())
    assert (bad.reason, bad.source) == ("unreadable_file", str(folder / name))


def test_the_sample_corpus_is_read_whole():
    files = find_files([str(SAMPLE)])
    records = [record for file in files for record in read_file(file, ReadOptions())]
    assert len({document.doc_id for document in records}) == len(records) == 22
    assert all(len(document.text) > 400 for document in records)
