"""Entities of the job are linked to concepts of a terminology."""

import json

import pandas as pd
import pytest

from jobs.tag_corpus import main
from tests.stub_tagger import StubTagger

LINKS = ["concept_id", "concept_name", "match"]
FIXED = ["doc_id", "sentence", "start", "end", "label", "text", "score"]


@pytest.fixture
def job(tmp_path):
    """Runs the job on one document with further flags."""
    (tmp_path / "in.jsonl").write_text('{"id": "d1", "text": "Zinc helps Bob. Zincs too."}\n')
    return lambda *flags: main([f"--input={tmp_path}/in.jsonl", f"--output={tmp_path}/out", *flags])


def entities(tmp_path, run=-1):
    newest = sorted((tmp_path / "out" / "entities").iterdir())[run]
    return pd.read_parquet(newest)


def rows(table, columns):
    return list(table[columns].astype(object).where(table[columns].notna(), None).itertuples(index=False, name=None))


def test_entities_have_their_concepts(job, tmp_path, terminology):
    assert job(f"--terminology={terminology('metals', ('C1', 'zinc'))}") == 0
    assert rows(entities(tmp_path), ["text", *LINKS]) == [
        ("Zinc", "C1", "zinc", "exact"),
        ("Bob", None, None, "none"),
        ("Zincs", "C1", "zinc", "exact"),
    ]
    scores = entities(tmp_path)["concept_score"]
    assert scores.notna().tolist() == [True, False, True]


def test_without_a_terminology_the_columns_are_empty(job, tmp_path):
    assert job() == 0
    assert rows(entities(tmp_path), LINKS) == [(None, None, None)] * 3


def test_links_change_nothing_else(job, tmp_path, terminology):
    job()
    job("--overwrite", f"--terminology={terminology('metals', ('C1', 'zinc'))}")
    linked = rows(entities(tmp_path), FIXED)
    job("--overwrite")
    assert rows(entities(tmp_path), FIXED) == linked


def test_a_changed_terminology_links_anew_and_tags_nothing(job, tmp_path, terminology, monkeypatch):
    job("--incremental", f"--terminology={terminology('metals', ('C1', 'zinc'))}")
    monkeypatch.setattr(StubTagger, "tag", lambda self, texts, tokens: pytest.fail("a text was tagged again"))
    assert job("--incremental", f"--terminology={terminology('people', ('P1', 'bob'))}") == 0
    assert rows(entities(tmp_path), ["text", "concept_id"]) == [("Zinc", None), ("Bob", "P1"), ("Zincs", None)]
    (record,) = [path for path in (tmp_path / "out" / "runs").iterdir() if "reused" in path.read_text()]
    assert json.loads(record.read_text())["counters"]["ReuseAnnotations/documents_reused"] == 1


def test_the_same_terminology_has_nothing_to_do(job, terminology, capsys):
    flag = f"--terminology={terminology('metals', ('C1', 'zinc'))}"
    job("--incremental", flag)
    job("--incremental", flag)
    assert "nothing to do" in capsys.readouterr().out


def test_two_processes_link_alike(job, tmp_path, terminology):
    flag = f"--terminology={terminology('metals', ('C1', 'zinc'))}"
    job(flag)
    before = rows(entities(tmp_path), LINKS)
    job(flag, "--overwrite", "--direct_running_mode=multi_processing", "--direct_num_workers=2")
    assert rows(entities(tmp_path), LINKS) == before


def test_a_folder_that_is_no_terminology_is_refused(job, tmp_path, capsys):
    assert job(f"--terminology={tmp_path}") == 2
    assert "no terminology" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
