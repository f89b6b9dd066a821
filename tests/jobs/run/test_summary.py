from dataclasses import replace

from jobs.run.first_letters import Letter
from jobs.run.summary import summary
from tests.run_records import COUNTS, run_record
from transforms.runs.run_record import MentionCount

RECORD = run_record(
    counts=replace(COUNTS, files=2, documents=1_200, dead_letters=3, entities=9_000, tokens=300_000),
    entities_by_label={"Chemical": 5_000, "Disease": 4_000},
    dead_letters_by_reason={"read/bad_json": 3},
    most_frequent_mentions=(MentionCount("Chemical", "valproic\n acid", 70),),
    seconds=3.0,
    tokens_per_second=100_000,
)


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


def test_the_first_dead_letters_are_shown_with_the_folder_of_the_others():
    letters = [Letter("in/a.jsonl#7", "bad_json", "Expecting\n value"), Letter("in/b.xml", "unknown_format", "XML")]
    assert summary(RECORD, "out", letters).splitlines()[3:9] == [
        "dead letters   3 (read/bad_json 3)",
        "  in/a.jsonl, record 7: bad_json, Expecting value",
        "    -> mend the record; --input=OUTPUT/dead_letters then reads its file again",
        "  in/b.xml: unknown_format, XML",
        "    -> say what the file is: --format",
        "  1 more in out/dead_letters/run=R1",
    ]


def test_dead_letters_that_are_all_shown_are_whole_in_the_folder():
    record = replace(RECORD, counts=replace(RECORD.counts, dead_letters=1))
    assert "  whole in out/dead_letters/run=R1" in summary(record, "out", [Letter("a#1", "truncated", "")]).splitlines()


def test_a_run_without_entities_says_so():
    empty = replace(RECORD, entities_by_label={}, most_frequent_mentions=(), dead_letters_by_reason={})
    assert "most frequent  none" in summary(empty, "out")
