import json

import pytest

from benchmarks.full_text import Rates, measure, report, write_articles
from benchmarks.stages import read
from benchmarks.texts import write_documents


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.xml"
    write_articles(path, 2)
    return str(path)


def test_articles_hold_the_words_of_the_abstracts(articles, tmp_path):
    write_documents(tmp_path / "texts.jsonl", 60)
    abstracts = [json.loads(line)["abstract"] for line in (tmp_path / "texts.jsonl").read_text().splitlines()]
    texts = [document.text for document in read([articles])]
    assert sum(abstract in text for abstract in abstracts for text in texts) == 60


def test_articles_have_sections_and_a_table(articles):
    (first, _) = read([articles])
    assert {section.name for section in first.sections} == {"introduction", "methods", "results", "discussion", "table"}


def test_every_stage_is_timed_on_both(articles, tiny_model, tmp_path):
    write_documents(tmp_path / "texts.jsonl", 5)
    rates = measure([str(tmp_path / "texts.jsonl")], [articles], str(tiny_model), rounds=2)
    assert list(rates.abstracts) == list(rates.full_texts)
    assert min(*rates.abstracts.values(), *rates.full_texts.values(), rates.ratio) > 0


def test_the_report_adds_up():
    shown = report(Rates({"read": 1.0, "network": 3.0}, {"read": 2.0, "network": 3.0}, 1.25)).splitlines()
    assert shown[2:4] == ["| all | 4.00 | 5.00 | 1.25 |", "| read | 1.00 | 2.00 | 2.00 |"]
    assert shown[-1] == "full texts to abstracts, median of the rounds: 1.25"
