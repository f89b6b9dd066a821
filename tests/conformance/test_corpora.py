"""Real files and the bundled tagger: every runner has the rows of the local one, to the last bit of the scores."""

import gzip
import json

import pytest

from jobs.tag_corpus import main
from tests.conformance.tables import all_rows, record_of
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import Document, InputFile

pytestmark = pytest.mark.cluster

CORPORA = {
    "bc5cdr": ("bc5cdr/CDR_DevelopmentSet.PubTator.txt.gz", 500),
    "medline": ("formats/medline/medline16n0902.xml.gz", 604),
}
TABLES = ["entities", "documents", "dead_letters"]
PARTS = 8


@pytest.fixture(scope="module")
def original(pytestconfig, tmp_path_factory):
    """The file of a corpus as it is published, unpacked."""

    def original(name):
        source = pytestconfig.rootpath.parent / "shared" / "data" / CORPORA[name][0]
        if not source.exists():
            pytest.skip(f"needs {source.name}")
        file = tmp_path_factory.mktemp(name) / source.stem
        file.write_bytes(gzip.decompress(source.read_bytes()))
        return file

    return original


@pytest.fixture(scope="module", params=CORPORA)
def real(request, original):
    """A corpus, what the local runner makes of it, and how many documents it has."""
    file = original(request.param)
    return file, local_tables(file, file.parent / "local"), CORPORA[request.param][1]


@pytest.fixture(scope="module")
def parts(original, tmp_path_factory):
    """Both corpora in several files, since a file is read by one worker; and what the local runner makes of them."""
    folder = tmp_path_factory.mktemp("parts")
    for name in CORPORA:
        records = read_file(InputFile(str(original(name))), ReadOptions())
        documents = [record for record in records if isinstance(record, Document)]
        for number in range(PARTS):
            lines = (json.dumps({"id": each.doc_id, "text": each.text}) for each in documents[number::PARTS])
            (folder / f"{name}-{number}.jsonl").write_text("\n".join(lines))
    return folder, local_tables(folder, tmp_path_factory.mktemp("local") / "out")


def test_real_corpora_have_the_rows_of_the_local_run(runner, real, tmp_path):
    file, expected, documents = real
    assert main([f"--input={file}", f"--output={tmp_path / 'out'}", *runner]) == 0
    assert tables(tmp_path / "out") == expected
    assert record_of(tmp_path / "out")["counts"]["documents"] == documents


@pytest.mark.parametrize("parallelism", [1, 2, 4])
def test_any_parallelism_of_flink_has_the_rows_of_the_local_run(cluster, parts, tmp_path, parallelism):
    folder, expected = parts
    flags = [*cluster.flags, f"--parallelism={parallelism}"]
    assert main([f"--input={folder}", f"--output={tmp_path / 'out'}", *flags]) == 0
    assert tables(tmp_path / "out") == expected
    record = record_of(tmp_path / "out")
    assert record["counts"]["documents"] == 500 + 604
    assert len(record["documents_by_worker"]) == min(parallelism, 2)


def local_tables(path, output):
    assert main([f"--input={path}", f"--output={output}"]) == 0
    return tables(output)


def tables(output):
    return {table: all_rows(output, table) for table in TABLES}
