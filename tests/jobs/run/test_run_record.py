from dataclasses import replace
from types import SimpleNamespace

import pytest
from apache_beam.metrics.execution import MetricKey, MetricResult
from apache_beam.metrics.metricbase import MetricName

from jobs.run.plan_run import Run
from jobs.run.run_record import Ran, counters_of, dead_letter_rate, most_frequent_mentions, run_record
from tests.run_records import COUNTS
from transforms.reading.record import ReadOptions
from transforms.runs.layout import Layout
from transforms.runs.run_record import Counts, MentionCount, Model, RunMetadata
from transforms.writing.mentions import Mention
from transforms.writing.parquet_files import FileWritten
from transforms.writing.write_manifest import InputRead, Manifest

METADATA = RunMetadata("R1", Model("stub", "00", "native", "1"), "1")
RUN = Run(Layout("out", "R1"), [], ReadOptions(), None, METADATA, [], is_sample=True)
RAN = Ran("FnApiRunner", {"TagDocuments/model_loads": 1}, 2.0)


def file(table, rows, totals=None, mentions=()):
    mentions = tuple(Mention(*mention) for mention in mentions)
    return FileWritten(table, f"{table}.parquet", rows, 1, totals or {}, mentions, f"host/{rows}")


def manifest(documents_read):
    files = (
        file("documents", 3, {"sentences": 5, "tokens": 40}),
        file("documents", 1, {"sentences": 1, "tokens": 10}),
        file("dead_letters", 1, {"read/bad_json": 1}),
        file("entities", 3, {"Disease": 2, "Chemical": 1}, [["Disease", "pain", 2], ["Chemical", "zinc", 1]]),
        file("entities", 2, {"Chemical": 2}, [["Chemical", "zinc", 2]]),
    )
    return Manifest(documents_read, (InputRead("a", 1, "00"),), files)


def test_counts_are_added_up_over_files():
    record = run_record(RUN, manifest(documents_read=5), RAN)
    assert record.counts == Counts(
        files=1, documents_read=5, documents=4, dead_letters=1, deletions=0, sentences=6, tokens=50, entities=5
    )
    assert record.entities_by_label == {"Chemical": 3, "Disease": 2}
    assert record.tokens_per_second == 25


@pytest.mark.parametrize("documents_read", [4, 6])
def test_a_document_that_is_lost_or_doubled_stops_the_run(documents_read):
    with pytest.raises(
        RuntimeError, match=f"nothing was published: {documents_read} documents were read, but 5 came out"
    ):
        run_record(RUN, manifest(documents_read), RAN)


def test_documents_are_counted_by_worker():
    assert run_record(RUN, manifest(5), RAN).documents_by_worker == {"host/1": 1, "host/3": 3}


def test_mentions_are_ranked_over_files():
    assert most_frequent_mentions(manifest(5)) == (
        MentionCount("Chemical", "zinc", 3),
        MentionCount("Disease", "pain", 2),
    )


def test_the_record_names_what_ran():
    record = run_record(RUN, manifest(5), RAN)
    assert record.model == Model("stub", "00", "native", "1")
    assert {"python", "apache-beam", "numpy", "pyarrow"} <= set(record.versions)
    assert record.counters == {"TagDocuments/model_loads": 1}


def test_a_counter_for_which_a_runner_has_no_result_is_zero():
    metrics = MetricName("TagDocuments", "model_loads"), MetricName("TagDocuments", "failures")
    results = [MetricResult(MetricKey("Tag", name), number, None) for name, number in zip(metrics, (2, 0), strict=True)]
    found = SimpleNamespace(metrics=lambda: SimpleNamespace(query=lambda: {"counters": results}))
    assert counters_of(found) == {"TagDocuments/model_loads": 2, "TagDocuments/failures": 0}


def rated(dead_letters, documents_read, by_reason):
    """The rate of a run."""
    record = run_record(RUN, manifest(5), RAN)
    counts = replace(COUNTS, dead_letters=dead_letters, documents_read=documents_read)
    return dead_letter_rate(replace(record, counts=counts, dead_letters_by_reason=by_reason))


def test_dead_letters_are_a_share_of_what_was_read():
    assert rated(1, 4, {"read/bad_json": 1}) == 0.25
    assert rated(0, 0, {}) == 0


def test_figures_that_were_left_out_of_archives_are_no_share():
    assert rated(9, 12, {"read/bad_json": 1, "read/left_out": 8}) == 0.25
