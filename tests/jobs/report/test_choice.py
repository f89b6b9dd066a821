import pytest

from jobs.report.choice import MOST_SHOWN, choose
from jobs.report.survey import Candidate, survey
from tests.committed import commit
from transforms.snapshots.newest_state import newest_state


@pytest.fixture
def state(tmp_path):
    texts = {f"d{number}": "Zinc helps Rat." for number in range(3)} | {
        f"e{number}": "nothing." for number in range(20)
    }
    commit(str(tmp_path), "R1", texts)
    return newest_state(str(tmp_path))


def test_documents_of_each_stratum_come_by_turns_with_rows_and_entities(state):
    drawn = {
        ("A", "high"): [Candidate(0.1, "d0", "x"), Candidate(0.2, "d1", "x")],
        ("B", "high"): [Candidate(0.1, "d0", "x"), Candidate(0.2, "d2", "x")],
    }
    chosen = choose(state, drawn)
    assert list(chosen.why.items())[:3] == [("d0", "A, high"), ("d1", "A, high"), ("d2", "B, high")]
    assert chosen.documents["d1"]["text"] == "Zinc helps Rat."
    assert [row["text"] for row in chosen.entities["d2"]] == ["Zinc", "Rat"]


def test_some_documents_without_entities_are_there_too(state):
    why = list(choose(state, {}).why.values())
    assert (why.count("no entities"), why.count("first documents")) == (8, 15)


def test_of_a_small_corpus_all_documents_are_shown(state):
    assert len(choose(state, {}).why) == 23


def test_of_a_large_one_nothing_is_added_but_what_is_different(state, monkeypatch):
    monkeypatch.setattr("jobs.report.choice.MOST_SHOWN", 1)
    assert list(choose(state, {("A", "high"): [Candidate(0.1, "d0", "x")]}).why.values()) == [
        "A, high",
        *["no entities"] * 8,
    ]


def test_a_page_has_a_bounded_number_of_documents(tmp_path):
    commit(str(tmp_path), "R1", {f"d{number}": "Zinc." for number in range(300)})
    state = newest_state(str(tmp_path))
    many = {("A", str(band)): [Candidate(0.5, f"d{100 * band + n}", "x") for n in range(90)] for band in range(3)}
    assert len(choose(state, many).why) == MOST_SHOWN
    assert 100 < len(choose(state, survey(state.parts("entities"), ["Name"]).candidates).why) <= MOST_SHOWN


def test_a_candidate_whose_row_is_not_found_is_left_out(state):
    assert "gone" not in choose(state, {("A", "high"): [Candidate(0.1, "gone", "x")]}).why
