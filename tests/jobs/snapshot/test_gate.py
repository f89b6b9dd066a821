from dataclasses import replace

import pytest

from jobs.snapshot.gate import breaches, judge
from tests.snapshot_records import snapshot_record
from transforms.snapshots.snapshot_record import DocumentCounts, LabelFacts


def chemicals(count, score=0.9):
    return {"Chemical": LabelFacts(count, score)}


BEFORE = snapshot_record(
    "S1",
    documents=10_000,
    entities=50_000,
    labels=chemicals(50_000),
    empty_texts=100,
    runs={"R1": DocumentCounts(10_000, 10_000)},
    found=10_000,
    older=0,
    deleted_rows=0,
)


def reasons(before=BEFORE, **facts):
    return [(breach.check, breach.text) for breach in breaches(replace(BEFORE, **facts), before)]


def checks(**facts):
    return [check for check, _ in reasons(**facts)]


def test_a_snapshot_like_the_last_one_passes():
    assert reasons() == []


def test_the_first_snapshot_has_nothing_to_be_compared_with():
    assert reasons(before=None, entities=3) == []


def test_rows_that_are_missing_are_named_with_their_run():
    assert reasons(runs={"R1": DocumentCounts(10_000, 9_000)}) == [
        ("documents in = documents out", "run R1 wrote 10,000 documents, but its files hold 9,000")
    ]


def test_documents_that_nothing_accounts_for():
    assert checks(found=10_001) == ["documents in = documents out"]
    assert checks(found=10_003, older=2, deleted_rows=1) == []


def test_ids_that_are_there_twice():
    assert checks(duplicates=("7",)) == ["no duplicate ids"]


def test_one_document_that_is_gone_is_one_too_many():
    ((check, text),) = reasons(gone_by_file={"a.xml": 1}, gone=("7",))
    assert check == "no document lost"
    assert "1 of 10,000. They came from a.xml (1)" in text


def test_a_new_baseline_may_leave_out_a_few():
    superseded = ("pubmed25n0001.xml.gz",)
    assert checks(gone_by_file={"pubmed25n0001.xml.gz": 400}, superseded=superseded) == []
    assert checks(gone_by_file={"pubmed25n0001.xml.gz": 1_000}, superseded=superseded) == ["baseline complete"]


@pytest.mark.parametrize(("entities", "held"), [(46_000, False), (44_000, True), (54_000, False), (56_000, True)])
def test_entities_per_document_may_move_by_a_tenth(entities, held):
    assert ("entities per document" in checks(entities=entities, labels=chemicals(entities))) is held


def test_a_label_that_is_gone_is_said_in_plain_words():
    ((check, text),) = reasons(labels={"Disease": LabelFacts(0, 0.0)})
    assert check == "Chemical per document"
    assert text == "Chemical per document: 5.00 in the last snapshot, 0.00 in this one; more than 20% apart"


def test_the_mean_score_may_move_a_little():
    assert checks(labels=chemicals(50_000, 0.87)) == []
    assert checks(labels=chemicals(50_000, 0.84)) == ["mean score of Chemical"]


def test_texts_that_became_empty():
    assert checks(empty_texts=150) == []
    assert checks(empty_texts=400) == ["empty texts"]


def test_a_handful_of_documents_may_move_further():
    small = replace(BEFORE, documents=4, entities=8, labels=chemicals(8))
    assert reasons(before=small, documents=4, found=4, entities=14, labels=chemicals(14, 0.8)) == []


def test_the_verdict_is_written_into_the_record():
    lost = replace(BEFORE, gone_by_file={"a.xml": 1}, published=False)
    held, forced = judge(lost, BEFORE), judge(lost, BEFORE, force=True)
    assert [(each.published, each.forced, len(each.breaches)) for each in (held, forced)] == [
        (False, False, 1),
        (True, True, 1),
    ]
    passed = judge(BEFORE, None, force=True)
    assert (passed.published, passed.forced, passed.previous) == (True, False, None)
    assert held.previous == "S1"


def test_texts_of_one_id_that_nothing_orders_hold_a_snapshot_once():
    collisions = {"unordered": 2, "unordered_examples": ("7: b#1 is kept, a#1 is not",)}
    assert checks(**collisions) == ["one text for each id"]
    assert [breach.examples for breach in breaches(replace(BEFORE, **collisions), None)] == [
        ("7: b#1 is kept, a#1 is not",)
    ]
    assert reasons(before=replace(BEFORE, **collisions), **collisions) == []


def test_texts_that_later_runs_overtake_pass():
    assert checks(overtaken=3, overtaken_examples=("7: b#1 is kept, a#1 is not",)) == []
