from dataclasses import replace

from jobs.snapshot.night_facts import facts_after, touched_by
from tests.snapshot_records import RECORD, range_facts
from transforms.snapshots.facts import Compared, Described, LabelSum
from transforms.snapshots.snapshot_record import LabelFacts

OLD = Described(1, 2, 8, 0, {"Chemical": LabelSum(2, 1.0)}, (0,) * 9 + (2,), {}, (), ())


def night():
    """One new document, one that replaces another, of which nothing else is known."""
    facts = range_facts(0, {"documents": 2, "labels": {"Chemical": LabelSum(4, 2.0), "Gene": LabelSum(1, 0.5)}})
    return replace(facts, found=3, older=1, deleted_rows=0, voided=OLD, compared=Compared(added=1, changed=1))


def test_the_whole_is_what_was_less_what_is_void_and_what_is_new():
    facts = facts_after(RECORD, [night()])
    assert (facts.documents, facts.unchanged, facts.found) == (1_201, 1_199, 1_202)
    assert facts.found == facts.documents + facts.older + facts.deleted_rows
    assert facts.labels["Chemical"] == LabelFacts(3_002, round((3_000 * 0.912 + 1.0) / 3_002, 6))
    assert facts.labels["Gene"] == LabelFacts(1, 0.5)


def test_what_a_night_touched_is_what_it_replaced():
    touched = touched_by([night()])
    assert (touched.before.documents, touched.after.documents) == (1, 0)
