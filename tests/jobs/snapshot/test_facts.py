from jobs.snapshot.facts import facts_of

SUMS = ("found", "older", "deleted", "deleted_rows", "documents", "entities", "tokens", "empty_texts")


def facts(number, **others):
    """What a range of one document says."""
    return {
        "range": number,
        **dict.fromkeys((*SUMS, "added", "changed", "unchanged"), 1),
        "labels": {"Chemical": [2, 1.5]},
        "score_tenths": [0] * 9 + [2],
        "flags": {"RetractionIn": 1},
        "gone": [f"d{number}"],
        "gone_by_file": {"a.xml": 1},
        "mentions": [["Chemical", "zinc", 2]],
        "gained": [],
        "lost": [],
        "examples": [{"doc_id": f"d{number}"}],
        **others,
    }


def test_counts_are_added_up():
    whole = facts_of([facts(0), facts(1)])
    assert [whole[name] for name in SUMS] == [2] * len(SUMS)
    assert whole["score_tenths"] == [0] * 9 + [4]
    assert (whole["flags"], whole["gone_by_file"]) == ({"RetractionIn": 2}, {"a.xml": 2})


def test_the_mean_score_is_that_of_all_entities_with_the_label():
    assert facts_of([facts(0), facts(1, labels={"Chemical": [6, 1.5], "Disease": [1, 0.5]})])["labels"] == {
        "Chemical": {"count": 8, "score": 0.375},
        "Disease": {"count": 1, "score": 0.5},
    }


def test_ranges_come_in_their_order_whichever_was_done_first():
    assert facts_of([facts(1), facts(0)])["gone"] == ["d0", "d1"]


def test_mentions_of_several_ranges_are_ranked_by_their_sums():
    ranges = [facts(0), facts(1, mentions=[["Chemical", "lead", 3], ["Chemical", "zinc", 2]])]
    assert facts_of(ranges)["mentions"] == [["Chemical", "zinc", 4], ["Chemical", "lead", 3]]


def test_only_the_first_of_long_lists_are_kept():
    whole = facts_of([facts(0, gone=[str(number) for number in range(50)])])
    assert len(whole["gone"]) == 20
