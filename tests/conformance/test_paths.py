"""The sample and the bundled tagger: however the work is cut up, the same rows to the last bit of the scores."""

import bz2
import gzip
import json
import lzma
import shutil
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jobs.operation.options import SAMPLE
from jobs.tag_corpus import main
from ner_model import numpy_kernel
from ner_model.native_library import LEVEL
from tests.conformance.tables import record_of
from transforms.reading.find_files import find_files
from transforms.tagging import tag_documents
from transforms.writing import write_annotations

SPLIT = {"timings": [0.0] * 12, "fractions": [0.5] * 12}  # each is asked for again until there is work to split
SPLITS = {"TagDocuments/ParDo(_TagPools)/ParDo(_TagPools)": SPLIT}
FILES = [file.path for file in find_files([SAMPLE])]


def facts_of(output):
    """Sorted rows of entities and documents, all columns but the path of the file, of which an id may have a part."""
    tables = [pq.read_table(output / table, partitioning=None) for table in ("entities", "documents")]
    entities, documents = (table.drop_columns("source").to_pylist() for table in tables)
    for row in (*entities, *documents):
        row["doc_id"] = row["doc_id"].rpartition("/")[2]
    return sorted(map(str, entities)), sorted(map(str, documents))


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    output = tmp_path_factory.mktemp("sample") / "out"
    assert main([f"--input={SAMPLE}", f"--output={output}"]) == 0
    return facts_of(output)


@pytest.fixture
def found(tmp_path):
    """Runs the job on the sample, or on other inputs, and returns its rows."""

    def found(*flags, inputs=(SAMPLE,)):
        assert main([*(f"--input={path}" for path in inputs), f"--output={tmp_path}/out", *flags]) == 0
        return facts_of(tmp_path / "out")

    return found


def test_the_sample_has_many_entities(expected):
    entities, documents = expected
    assert (len(entities) > 100, len(documents) > 10) == (True, True)


@pytest.mark.parametrize(
    "flags",
    [
        ["--direct_runner_bundle_repeat=3"],
        ["--direct_running_mode=multi_processing", "--direct_num_workers=2"],
    ],
    ids=["repeated bundles", "two processes"],
)
def test_bundles_and_processes_do_not_matter(found, expected, flags):
    assert found(*flags) == expected


def test_where_a_bundle_is_split_does_not_matter(found, expected, tmp_path):
    """The sample 40 times, so that there is time to split."""
    for number in range(40):
        shutil.copytree(SAMPLE, tmp_path / "many" / str(number))
    rows = found(f"--direct_test_splits={json.dumps(SPLITS)}", inputs=[tmp_path / "many"])
    assert rows == tuple(sorted(table * 40) for table in expected)
    assert len(list(tmp_path.glob("out/documents/*/*.parquet"))) > 1


@pytest.mark.parametrize("tokens", [1, 100])
def test_the_size_of_a_pool_does_not_matter(found, expected, monkeypatch, tokens):
    monkeypatch.setattr(tag_documents, "_TOKENS_PER_POOL", tokens)
    assert found() == expected


@pytest.mark.parametrize("tokens", [1, 333, 50_000])
def test_the_size_of_a_batch_does_not_matter(found, expected, monkeypatch, tokens):
    monkeypatch.setenv(LEVEL, "numpy")
    monkeypatch.setattr(numpy_kernel, "PADDED_TOKENS", tokens)
    assert found() == expected


def test_the_size_of_a_row_group_does_not_matter(found, expected, monkeypatch):
    monkeypatch.setattr(write_annotations, "_CHARACTERS_PER_ROW_GROUP", 1_000)
    assert found() == expected


@pytest.mark.parametrize(
    ("suffix", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", partial(lzma.compress, preset=0))]
)
def test_compression_does_not_matter(found, expected, tmp_path, suffix, compress):
    (tmp_path / "packed").mkdir()
    for file in map(Path, FILES):
        (tmp_path / "packed" / f"{file.name}.{suffix}").write_bytes(compress(file.read_bytes()))
    assert found(inputs=[f"{tmp_path}/packed"]) == expected


@pytest.mark.parametrize("order", [FILES[::-1], FILES[3:] + FILES[:3]], ids=["backwards", "turned round"])
def test_the_order_of_the_files_does_not_matter(found, expected, tmp_path, order):
    """Paths are sorted, so that it takes other paths to bring the files into another order."""
    for number, file in enumerate(order):
        (tmp_path / str(number)).mkdir()
        shutil.copy(file, tmp_path / str(number))
    assert found(inputs=[tmp_path / str(number) for number in range(len(order))]) == expected
    assert len(record_of(tmp_path / "out")["inputs"]) == len(FILES)
