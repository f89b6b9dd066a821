import importlib.util

import pytest

from benchmarks.report import report
from benchmarks.texts import write_documents
from benchmarks.throughput import Sizes, measure


@pytest.fixture(scope="module")
def figures(tiny_model, tmp_path_factory):
    path = tmp_path_factory.mktemp("texts") / "texts.jsonl"
    write_documents(path, number=4)
    return measure([str(path)], str(tiny_model), Sizes(spacy=2, keras=1))


def test_everything_is_tagged_and_counted(figures):
    assert figures["texts"]["documents"] == figures["job"]["documents"] == 4
    assert figures["job"]["dead_letters"] == 0


def test_every_stage_has_its_time(figures):
    stages = ["read", "tokenize", "word rows", "network", "decode", "entities", "rows", "parquet"]
    assert list(figures["stages"]["microseconds_per_token"]) == stages
    assert min(figures["stages"]["microseconds_per_token"].values()) > 0


def test_the_report_shows_what_was_measured(figures):
    assert "4 documents" in report(figures)
    assert "network" in report(figures)


def test_the_report_does_without_spacy_and_keras(figures):
    without = {**figures, "spacy": None, "keras": None, "ratios": {}}
    assert "spacy" not in report(without)


@pytest.mark.skipif(not importlib.util.find_spec("spacy"), reason="needs the extra 'bench'")
def test_spacy_is_compared_on_the_same_text(figures):
    assert {"job_to_spacy_same_text", "job_to_spacy_own_tokens"} < set(figures["ratios"])
