"""Real files and the bundled tagger: every runner has the rows of the local one, to the last bit of the scores."""

import gzip

import pytest

from jobs.tag_corpus import main
from tests.conformance.tables import all_rows, record_of

pytestmark = pytest.mark.cluster

CORPORA = {
    "bc5cdr": "bc5cdr/CDR_DevelopmentSet.PubTator.txt.gz",
    "medline": "formats/medline/medline16n0902.xml.gz",
}
TABLES = ["entities", "documents", "dead_letters"]


@pytest.fixture(scope="module", params=CORPORA)
def real(request, pytestconfig, tmp_path_factory):
    """A corpus, and what the local runner makes of it."""
    source = pytestconfig.rootpath.parent / "shared" / "data" / CORPORA[request.param]
    if not source.exists():
        pytest.skip(f"needs {source.name}")
    file = tmp_path_factory.mktemp(request.param) / source.stem
    file.write_bytes(gzip.decompress(source.read_bytes()))
    output = file.parent / "local"
    assert main([f"--input={file}", f"--output={output}"]) == 0
    return file, {table: all_rows(output, table) for table in TABLES}


def test_real_corpora_have_the_rows_of_the_local_run(runner, real, tmp_path):
    file, expected = real
    assert main([f"--input={file}", f"--output={tmp_path / 'out'}", *runner]) == 0
    assert {table: all_rows(tmp_path / "out", table) for table in TABLES} == expected
    assert record_of(tmp_path / "out")["counts"]["documents"] in (500, 604)
