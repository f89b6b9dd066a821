import pytest

from jobs.browse.corpus import Corpus
from ner_model.errors import Refused
from tests import object_store  # noqa: F401 - `mem://`
from tests.committed import commit


def test_a_run_that_comes_meanwhile_is_seen(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    corpus = Corpus(str(tmp_path))
    assert corpus.rows("SELECT text FROM {entities}") == [("Zinc",)]
    commit(str(tmp_path), "R2", {"d1": "Lead.", "d2": "Gold."})
    assert corpus.rows("SELECT text FROM {entities} ORDER BY 1") == [("Gold",), ("Lead",)]
    corpus.close()


def test_files_are_left_as_they_are(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    corpus = Corpus(str(tmp_path))
    corpus.rows("SELECT * FROM {documents}")
    corpus.close()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    ("output", "reason"), [("mem://bucket/out", "only an output on a disk"), ("none", "no run has been")]
)
def test_what_cannot_be_browsed_is_refused(tmp_path, monkeypatch, output, reason):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match=reason):
        Corpus(output)
