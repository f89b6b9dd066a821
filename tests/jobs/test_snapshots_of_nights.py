"""A snapshot of many nights is that of one run over everything; both made without a runner, by a plain loop."""

import os
from collections import defaultdict

import pytest

from jobs.snapshot.facts import facts_of
from jobs.snapshot.plan_compaction import plan_compaction
from jobs.snapshot.record import duplicates_in
from ner_model.text import tokenize
from tests import pubmed_updates
from tests.jobs.snapshot_rows import rows_of
from tests.run_records import run_record
from tests.stub_tagger import StubTagger
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions
from transforms.records import AnnotatedDocument, Deletion, InputFile
from transforms.runs.commit_run import commit_run, committed_runs
from transforms.runs.layout import Layout
from transforms.runs.run_record import InputRecord
from transforms.snapshots.key_range import ranges_of
from transforms.snapshots.merge_documents import Target, merge_range
from transforms.snapshots.split_by_key import split_rows
from transforms.snapshots.versions import sources_of
from transforms.storage import digest_of
from transforms.tables.deletions import deletion_rows
from transforms.tables.documents import document_rows
from transforms.tables.entities import entity_rows
from transforms.writing.parquet_files import TableWriter

THOROUGH = "THOROUGH" in os.environ
SEEDS = range(100) if THOROUGH else range(4)


def annotate(document):
    tokens = tokenize(document.text)
    (entities,) = StubTagger().tag([document.text], [tokens])
    return AnnotatedDocument(document, len(tokens.sentence_starts), len(tokens.words), entities)


def commit(output, run_id, paths):
    """A committed run over some files, made by a plain loop."""
    records = [record for path in paths for record in read_file(InputFile(str(path)), ReadOptions())]
    annotated = [annotate(record) for record in records if not isinstance(record, Deletion)]
    deletions = [record for record in records if isinstance(record, Deletion)]
    tables = {
        "documents": document_rows(annotated),
        "entities": entity_rows(annotated),
        "deletions": deletion_rows(deletions),
    }
    layout, written = Layout(str(output), run_id), []
    for table, rows in tables.items():
        writer = TableWriter(table, layout.staged(table), {}, "bundle")
        written += [*writer.write(rows), *writer.close()]
    inputs = tuple(InputRecord(str(path), 1, digest_of(str(path))[0]) for path in paths)
    commit_run(layout, run_record(run_id, inputs=inputs, documents=len(annotated)), written, {})


def compact(output, folder, bounds=None):
    """A snapshot of all committed runs, made without a runner; returns its facts."""
    plan = plan_compaction(str(output), committed_runs(str(output)))
    bounds = plan.bounds if bounds is None else bounds
    spills = defaultdict(list)
    for element in plan.elements:
        for number, spill in split_rows(element, sources_of(plan.live, plan.paths), bounds, f"{folder}/ranges"):
            spills[number].append(spill)
    ranges = ranges_of(bounds)
    target = Target(f"{folder}/tables", 1 << 28, {}, None)
    return facts_of(
        [facts for number in range(len(ranges)) for facts in merge_range((number, spills[number]), ranges, target)]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_snapshot_of_many_nights_is_that_of_one_run_over_everything(tmp_path, seed):
    files = pubmed_updates.generate(seed)
    nights = pubmed_updates.deliveries(files, tmp_path / "in", seed)
    for number, paths in enumerate(nights):
        commit(tmp_path / "nightly", f"R{number:02}", paths)
    commit(tmp_path / "scratch", "R00", sorted(path for paths in nights for path in paths))
    facts = compact(tmp_path / "nightly", tmp_path / "a", bounds=["15", "4"])
    compact(tmp_path / "scratch", tmp_path / "b", bounds=[])
    for table in ("documents", "entities"):
        assert rows_of(tmp_path / "a" / "tables", table) == rows_of(tmp_path / "b" / "tables", table)
    truth = pubmed_updates.final_state(files)
    documents = rows_of(tmp_path / "a" / "tables", "documents")
    assert {(row["doc_id"].partition(".")[0], row["text"].strip()) for row in documents} == {
        (str(pmid), citation.title) for pmid, citation in truth.items()
    }
    assert facts.documents == len(truth)
    assert facts.found == facts.documents + facts.older + facts.deleted_rows


def test_a_new_baseline_replaces_everything(tmp_path):
    first = pubmed_updates.generate(1, updates=2)
    commit(tmp_path / "out", "R1", [pubmed_updates.write(file, tmp_path / "in") for file in first])
    baseline = pubmed_updates.UpdateFile(1, [pubmed_updates.Citation(3, 1, "Zinc again.")], [])
    commit(tmp_path / "out", "R2", [pubmed_updates.write(baseline, tmp_path / "in", year=27)])
    compact(tmp_path / "out", tmp_path / "a")
    assert [row["doc_id"] for row in rows_of(tmp_path / "a" / "tables", "documents")] == ["3"]


def test_an_id_that_is_there_twice_is_found(tmp_path):
    document = annotate(next(iter(read_file(InputFile(str(_text(tmp_path))), ReadOptions()))))
    writer = TableWriter("documents", str(tmp_path / "t"), {})
    (file,) = [*writer.write(document_rows([document, document])), *writer.close()]
    assert duplicates_in([file.path]) == [document.document.doc_id]


def _text(folder):
    path = folder / "zinc.txt"
    path.write_text("Zinc.")
    return path
