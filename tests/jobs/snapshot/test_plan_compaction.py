import pytest

from jobs.snapshot.plan_compaction import plan_compaction
from tests.run_records import run_record
from tests.transforms.annotated import annotated
from transforms.records import Deletion
from transforms.runs.bundles import Bundle
from transforms.runs.commit_run import committed_runs
from transforms.runs.layout import Layout
from transforms.snapshots.split_by_key import Deletions
from transforms.storage import write_json
from transforms.tables.deletions import deletion_rows
from transforms.tables.documents import document_rows
from transforms.writing.parquet_files import TableWriter


def commit(output, run_id, paths, ids, deleted=()):
    """A committed run that read some files, with a document in each row group."""
    layout = Layout(str(output), run_id)
    groups = {"documents": [document_rows([annotated(doc_id)]) for doc_id in ids]}
    if deleted:
        groups["deletions"] = [deletion_rows([Deletion(doc_id, "a#1") for doc_id in deleted])]
    for table, rows in groups.items():
        writer = TableWriter(table, layout.final(table), {}, "bundle")
        for group in rows:
            list(writer.write(group))
        list(writer.close())
    write_json(layout.record, run_record(run_id, paths))


def plan(output):
    return plan_compaction(str(output), committed_runs(str(output)))


def test_only_runs_whose_reading_counts_are_read(tmp_path):
    commit(tmp_path, "R1", ["a"], ["1", "2"])
    commit(tmp_path, "R2", ["a"], ["1"], deleted=["2"])
    found = plan(tmp_path)
    assert [(number, type(rows), rows.run_id) for number, rows in found.elements] == [
        (0, Bundle, "R2"), (1, Deletions, "R2"),
    ]  # fmt: skip
    assert (found.live, found.rows) == ({"a": "R2"}, {"R1": 2, "R2": 1})


def test_the_fingerprint_changes_with_the_readings_that_count(tmp_path):
    commit(tmp_path, "R1", ["a"], ["1"])
    first = plan(tmp_path).fingerprint
    commit(tmp_path, "R2", ["pubmed26n0001.xml"], ["2"])
    second = plan(tmp_path).fingerprint
    commit(tmp_path, "R3", ["pubmed25n0001.xml"], ["3"])  # of a year that is over
    assert (first == second, plan(tmp_path).fingerprint == second) == (False, True)


def test_without_a_run_there_is_nothing_to_compact(tmp_path):
    with pytest.raises(ValueError, match="holds no committed run"):
        plan_compaction(str(tmp_path), {})
