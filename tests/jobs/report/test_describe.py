from jobs.report.describe import describe_run, describe_snapshot
from tests.committed import commit
from tests.snapshot_records import publish_snapshot, snapshot_record
from transforms.runs.run_record import InputRecord
from transforms.snapshots.newest_state import newest_state, state_of_runs
from transforms.snapshots.snapshot_record import Breach, DocumentCounts
from transforms.snapshots.snapshots import write_record

RUN, LATER = "2026-11-22T182847.087099Z-84435a", "2026-11-23T182847.087099Z-84435a"


def test_a_run_says_what_was_read_found_and_left(tmp_path):
    letters = {"dead_letters_by_reason": {"read/bad_json": 1}, "entities_by_label": {"Name": 2}}
    commit(str(tmp_path), RUN, {"d1": "Zinc helps Rat."}, [{"source": "in.jsonl#2"}], seconds=90.0, **letters)
    page, chosen = describe_run(state_of_runs(str(tmp_path), [RUN]))
    assert (page.documents, page.entities, page.letters) == (1, 2, 1)
    assert (page.title, page.when) == (tmp_path.name, "2026-11-22 18:28 UTC, model stub")
    assert page.speed.endswith("in 90 s")
    assert [label.name for label in page.labels] == ["Name"]
    assert [letter.record for letter in page.shown_letters] == ["2"]
    assert list(chosen.why) == ["d1"]
    assert page.exact


def test_the_call_to_read_the_same_again_works(tmp_path):
    import literature_tagger as lt

    commit(str(tmp_path), RUN, {"d1": "Zinc helps Rat."})
    page, _ = describe_run(state_of_runs(str(tmp_path)))
    assert len(eval(page.read_call, {"lt": lt}).entities) == 2


def test_files_that_could_not_be_read_and_the_sample_are_warned_of(tmp_path):
    inputs = (InputRecord("a.jsonl", 1, "00"), InputRecord("b.jsonl", 1, None))
    commit(str(tmp_path), RUN, {"d1": "Zinc."}, sample=True)
    state = state_of_runs(str(tmp_path))
    from dataclasses import replace

    record = replace(state.runs[RUN], inputs=inputs)
    page, _ = describe_run(state._replace(runs={RUN: record}))
    assert [warning.split()[0] for warning in page.warnings] == ["1", "These"]
    assert [read.readable for read in page.inputs] == [True, False]


def test_a_snapshot_says_what_it_lacks_and_that_it_was_forced(tmp_path):
    output = str(tmp_path)
    for run in (RUN, LATER):
        commit(output, run, {"d1": "Zinc."})
    publish_snapshot(output, "S1", [])
    fields = {"runs": {RUN: DocumentCounts(1, 1)}, "breaches": (Breach("lost", "10% are gone"),)}
    write_record(output, snapshot_record("S1", **fields))
    page, _ = describe_snapshot(newest_state(output))
    assert page.kind == "Report of a snapshot"
    assert page.warnings == [
        "Published by force: 10% are gone",
        "1 runs are newer than this snapshot, and are not in it.",
    ]
