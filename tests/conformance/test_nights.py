"""Two nights of updates and a snapshot of them: every runner publishes what a plain loop over all files finds."""

import pyarrow.dataset as ds
import pytest

from jobs import compact_annotations
from jobs.snapshot import range_bounds
from ner_model.text import tokenize
from tests import pubmed_updates
from tests.conformance.tables import records_of
from tests.stub_tagger import StubTagger
from transforms.snapshots.folders import folder_of
from transforms.snapshots.snapshots import current_snapshot

FIRST_NIGHT = 16


@pytest.fixture(autouse=True)
def small_ranges(monkeypatch):
    """So that the little there is becomes several ranges."""
    monkeypatch.setattr(range_bounds, "RANGE_BYTES", 4_000)


def test_a_snapshot_of_two_nights_is_that_of_a_plain_loop(runner, tag, tmp_path):
    files = pubmed_updates.generate(seed=7, citations=40)
    for night in (files[:FIRST_NIGHT], files[FIRST_NIGHT:]):
        for file in night:
            pubmed_updates.write(file, tmp_path / "in")
        assert tag(tmp_path / "in", "--incremental", *runner) == 0
    assert [record["counts"]["files"] for record in records_of(tmp_path / "out")] == [FIRST_NIGHT, 31 - FIRST_NIGHT]
    assert compact_annotations.main([f"--output={tmp_path}/out", *runner]) == 0
    assert rows_of_snapshot(tmp_path / "out") == naive_rows(files)


def rows_of_snapshot(output):
    folder = folder_of(str(output), current_snapshot(str(output)))
    documents, entities = (
        ds.dataset(f"{folder}/{table}").to_table().to_pylist() for table in ("documents", "entities")
    )
    return (
        sorted((row["doc_id"].partition(".")[0], row["text"].strip()) for row in documents),
        sorted((row["doc_id"].partition(".")[0], row["start"], row["end"], row["text"]) for row in entities),
    )


def naive_rows(files):
    documents = sorted((str(pmid), citation.title) for pmid, citation in pubmed_updates.final_state(files).items())
    texts = [text for _, text in documents]
    found = StubTagger().tag(texts, [tokenize(text) for text in texts])
    entities = [
        (doc_id, entity.start, entity.end, entity.text)
        for (doc_id, _), of_document in zip(documents, found, strict=True)
        for entity in of_document
    ]
    return documents, sorted(entities)
