"""Full texts through the job: each is a document, and every offset is right in what is read back."""

import gzip
import itertools
import json
from pathlib import Path

import pandas as pd
import pytest

from jobs import tag_corpus

DATA = Path(__file__).parents[3] / "shared" / "data"
PLAIN_TEXTS = 97


@pytest.fixture
def tables(tmp_path):
    """Tags an input; returns its entities and its documents by id once no dead letter is found."""

    def tables(path, *flags):
        assert tag_corpus.main([f"--input={path}", f"--output={tmp_path}/out", *flags]) == 0
        assert pd.read_parquet(tmp_path / "out/dead_letters").empty
        documents = pd.read_parquet(tmp_path / "out/documents").set_index("doc_id")
        return pd.read_parquet(tmp_path / "out/entities"), documents

    return tables


def bodies():
    """Texts of 20,000 to 100,000 characters."""
    for path in sorted((DATA / "text").glob("jats_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (body for line in lines if 20_000 <= len(body := json.loads(line).get("body") or "") <= 100_000)


@pytest.mark.skipif(not (DATA / "formats" / "jats").is_dir(), reason=f"needs formats/jats in {DATA}")
def test_articles_in_jats(tables):
    entities, documents = tables(DATA / "formats" / "jats")
    assert len(documents) == 32
    assert len(entities) > 10_000
    for row in entities.itertuples():
        document = documents.loc[row.doc_id]
        assert document.text[row.start : row.end] == row.text
        (section,) = (part for part in document.sections if part["start"] <= row.start < part["end"])
        assert (section["name"], row.source) == (row.section, document.source)
        assert row.end <= section["end"]


@pytest.mark.skipif(not (DATA / "text").is_dir(), reason=f"needs text in {DATA}")
def test_plain_texts(tables, tmp_path):
    (tmp_path / "in").mkdir()
    for number, body in enumerate(itertools.islice(bodies(), PLAIN_TEXTS)):
        (tmp_path / "in" / f"{number}.txt").write_text(body, encoding="utf-8", newline="")
    entities, documents = tables(tmp_path / "in")
    assert len(documents) == PLAIN_TEXTS
    for row in entities.itertuples():
        assert documents.text[row.doc_id][row.start : row.end] == row.text


def test_named_sections_alone(tables, tmp_path):
    article = (
        '<article><front><article-meta><article-id pub-id-type="pmid">8</article-id><title-group><article-title>On Zinc'
        "</article-title></title-group></article-meta></front><body><sec><title>Methods</title><p>Lead.</p></sec></body>"
        "</article>"
    )
    (tmp_path / "a.nxml").write_text(article)
    entities, documents = tables(tmp_path / "a.nxml", "--sections=title,abstract")
    assert documents.text.to_dict() == {"8": "On Zinc"}
    assert set(entities.section) == {"title"}
