import pytest

from jobs.snapshot.gate import breaches

BEFORE = {
    "documents": 10_000,
    "entities": 50_000,
    "labels": {"Chemical": {"count": 50_000, "score": 0.9}},
    "empty_texts": 100,
}
FACTS = {
    **BEFORE,
    "runs": {"R1": [10_000, 10_000]},
    "found": 10_000,
    "older": 0,
    "deleted_rows": 0,
    "duplicates": [],
    "gone": [],
    "gone_by_file": {},
    "year": 26,
}


def reasons(before=BEFORE, **facts):
    return [(breach.check, breach.text) for breach in breaches({**FACTS, **facts}, before)]


def checks(**facts):
    return [check for check, _ in reasons(**facts)]


def test_a_snapshot_like_the_last_one_passes():
    assert reasons() == []


def test_the_first_snapshot_has_nothing_to_be_compared_with():
    assert reasons(before=None, entities=3) == []


def test_rows_that_are_missing_are_named_with_their_run():
    assert reasons(runs={"R1": [10_000, 9_000]}) == [
        ("documents in = documents out", "run R1 wrote 10,000 documents, but its files hold 9,000")
    ]


def test_documents_that_nothing_accounts_for():
    assert checks(found=10_001) == ["documents in = documents out"]
    assert checks(found=10_003, older=2, deleted_rows=1) == []


def test_ids_that_are_there_twice():
    assert checks(duplicates=["7"]) == ["no duplicate ids"]


def test_one_document_that_is_gone_is_one_too_many():
    ((check, text),) = reasons(gone_by_file={"a.xml": 1}, gone=["7"])
    assert check == "no document lost"
    assert "1 of 10,000. They came from a.xml (1)" in text


def test_a_new_baseline_may_leave_out_a_few():
    assert checks(gone_by_file={"pubmed25n0001.xml.gz": 400}) == []
    assert checks(gone_by_file={"pubmed25n0001.xml.gz": 1_000}) == ["baseline complete"]


@pytest.mark.parametrize(("entities", "held"), [(46_000, False), (44_000, True), (54_000, False), (56_000, True)])
def test_entities_per_document_may_move_by_a_tenth(entities, held):
    labels = {"Chemical": {"count": entities, "score": 0.9}}
    assert ("entities per document" in checks(entities=entities, labels=labels)) is held


def test_a_label_that_is_gone_is_said_in_plain_words():
    ((check, text),) = reasons(labels={"Disease": {"count": 0, "score": 0}})
    assert check == "Chemical per document"
    assert text == "Chemical per document: 5.00 in the last snapshot, 0.00 in this one; more than 20% apart"


def test_the_mean_score_may_move_a_little():
    assert checks(labels={"Chemical": {"count": 50_000, "score": 0.87}}) == []
    assert checks(labels={"Chemical": {"count": 50_000, "score": 0.84}}) == ["mean score of Chemical"]


def test_texts_that_became_empty():
    assert checks(empty_texts=150) == []
    assert checks(empty_texts=400) == ["empty texts"]


def test_a_handful_of_documents_may_move_further():
    small = {**BEFORE, "documents": 4, "entities": 8, "labels": {"Chemical": {"count": 8, "score": 0.9}}}
    assert (
        reasons(before=small, documents=4, found=4, entities=14, labels={"Chemical": {"count": 14, "score": 0.8}}) == []
    )
