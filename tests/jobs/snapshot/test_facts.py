from jobs.snapshot.facts import facts_of
from tests.snapshot_records import range_facts
from transforms.snapshots.facts import LabelSum
from transforms.snapshots.snapshot_record import LabelFacts
from transforms.writing.mentions import Mention

SUMS = ("found", "older", "deleted", "deleted_rows", "documents", "entities", "tokens", "empty_texts")


def test_counts_are_added_up():
    whole = facts_of([range_facts(0), range_facts(1)])
    assert [getattr(whole, name) for name in SUMS] == [2] * len(SUMS)
    assert whole.score_tenths == (0,) * 9 + (4,)
    assert (whole.flags, whole.gone_by_file) == ({"RetractionIn": 2}, {"a.xml": 2})


def test_the_mean_score_is_that_of_all_entities_with_the_label():
    second = range_facts(1, described={"labels": {"Chemical": LabelSum(6, 1.5), "Disease": LabelSum(1, 0.5)}})
    assert facts_of([range_facts(0), second]).labels == {
        "Chemical": LabelFacts(8, 0.375),
        "Disease": LabelFacts(1, 0.5),
    }


def test_ranges_come_in_their_order_whichever_was_done_first():
    assert facts_of([range_facts(1), range_facts(0)]).gone == ("d0", "d1")


def test_mentions_of_several_ranges_are_ranked_by_their_sums():
    mentions = (Mention("Chemical", "lead", 3), Mention("Chemical", "zinc", 2))
    ranges = [range_facts(0), range_facts(1, described={"mentions": mentions})]
    assert facts_of(ranges).mentions == (("Chemical", "zinc", 4), ("Chemical", "lead", 3))


def test_only_the_first_of_long_lists_are_kept():
    whole = facts_of([range_facts(0, compared={"gone": tuple(map(str, range(50)))})])
    assert len(whole.gone) == 20
