import pytest

from jobs.report import letters as module
from jobs.report.letters import reasons_of, shown_letters
from tests.committed import commit
from transforms.snapshots.newest_state import newest_state


@pytest.fixture
def paths(tmp_path):
    cut = [{"source": f"/c/a.jsonl#{number}", "record": "x" * 1_000} for number in range(100)]
    lone = {"source": "/c/b.pdf", "reason": "pdf", "doc_id": "d1", "step": "read"}
    commit(str(tmp_path), "R1", {"d2": "Zinc."}, [*cut, lone])
    return newest_state(str(tmp_path)).files["dead_letters"]


def test_some_letters_of_each_reason_are_shown(paths):
    letters = shown_letters(paths, 2)
    assert [letter.reason for letter in letters] == ["bad_json"] * 30 + ["pdf"]
    assert (letters[0].path, letters[0].record, len(letters[0].excerpt)) == ("/c/a.jsonl", "0", 300)
    assert (letters[-1].path, letters[-1].record, letters[-1].doc_id) == ("/c/b.pdf", "", "d1")
    assert letters[0].remedy.startswith("mend the record")


def test_of_very_many_row_groups_the_first_are_searched(paths, monkeypatch):
    monkeypatch.setattr(module, "_GROUPS_SEARCHED", 0)
    assert shown_letters(paths, 2) == []


def test_reasons_are_ranked_and_have_remedies():
    one, other = reasons_of({"tag/tagger_failed": 1, "read/bad_json": 3})
    assert (one.reason, one.letters, other.step) == ("bad_json", 3, "tag")
    assert other.remedy.startswith("a fault of the tagger")
