from jobs.run.summary import summary

RECORD = {
    "run_id": "R1",
    "counts": {"files": 2, "documents": 1_200, "dead_letters": 3, "entities": 9_000, "tokens": 300_000},
    "entities_by_label": {"Chemical": 5_000, "Disease": 4_000},
    "dead_letters_by_reason": {"read/bad_json": 3},
    "most_frequent_mentions": [{"label": "Chemical", "text": "valproic\n acid", "count": 70}],
    "counters": {},
    "seconds": 3.0,
    "tokens_per_second": 100_000,
}


def test_a_summary_has_one_line_for_each_question():
    assert summary(RECORD, "out").splitlines() == [
        "documents      1,200 from 2 files",
        "entities       9,000 (Chemical 5,000, Disease 4,000)",
        "most frequent  valproic acid 70",
        "dead letters   3 (read/bad_json 3)",
        "speed          100,000 tokens/s (300,000 in 3.0 s)",
        "tables         out/entities, documents, dead_letters",
        "record         out/runs/R1.json",
    ]


def test_a_run_without_entities_says_so():
    empty = RECORD | {"entities_by_label": {}, "most_frequent_mentions": [], "dead_letters_by_reason": {}}
    assert "most frequent  none" in summary(empty, "out")
