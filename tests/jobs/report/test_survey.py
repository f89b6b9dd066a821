from collections import Counter

import pytest

from jobs.report import survey as module
from jobs.report.survey import survey
from tests.committed import commit
from tests.stub_tagger import StubTagger
from transforms.snapshots.newest_state import newest_state
from transforms.writing.mentions import Mention

SCORES = {"Zinc": 0.95, "Lead": 0.7, "Rat": 0.3}
LABELS = {"Zinc": "Chemical", "Lead": "Chemical", "Rat": "Animal"}


def tag(texts, tokens):
    found = StubTagger().tag(texts, tokens)
    return [[e._replace(label=LABELS[e.text], score=SCORES[e.text]) for e in entities] for entities in found]


@pytest.fixture
def entities(tmp_path):
    texts = {"d1": "Zinc helps Rat.", "d2": "Zinc and Lead.", "d3": "Zinc.", "d4": "Nothing."}
    commit(str(tmp_path), "R1", {name: text for name, text in texts.items() if name != "d4"}, tag=tag)
    return newest_state(str(tmp_path)).parts("entities")


def test_scores_are_counted_by_label_and_tenth(entities):
    chemical, animal = survey(entities, ["Chemical", "Animal"]).labels({"Animal": 1, "Chemical": 4})
    assert (chemical.name, chemical.entities, chemical.tenths) == ("Chemical", 4, [0, 0, 0, 0, 0, 0, 0, 1, 0, 3])
    assert chemical.mean == pytest.approx((3 * 0.95 + 0.7) / 4)
    assert (chemical.sure, animal.tenths[3]) == (0.75, 1)


def test_mentions_are_ranked_within_their_label(entities):
    found = survey(entities, [])
    assert found.top_mentions() == {
        "Chemical": [Mention("Chemical", "Zinc", 3), Mention("Chemical", "Lead", 1)],
        "Animal": [Mention("Animal", "Rat", 1)],
    }
    assert found.exact


def test_there_are_candidates_for_each_label_and_band(entities):
    found = survey(entities, ["Chemical", "Animal"]).candidates
    ids = {stratum: {candidate.doc_id for candidate in of} for stratum, of in found.items()}
    assert ids == {
        ("Chemical", "score 0.9 or more"): {"d1", "d2", "d3"},
        ("Chemical", "score 0.6 to 0.9"): {"d2"},
        ("Animal", "score under 0.6"): {"d1"},
    }


def test_rare_labels_share_a_stratum(entities, monkeypatch):
    monkeypatch.setattr(module, "_STRATA_LABELS", 1)
    assert {label for label, _ in survey(entities, ["Chemical", "Animal"]).candidates} == {"Chemical", "other labels"}


def test_few_candidates_are_kept_whatever_the_corpus(tmp_path):
    commit(str(tmp_path), "R1", {f"d{number}": "Zinc." for number in range(200)}, tag=tag)
    (drawn,) = survey(newest_state(str(tmp_path)).parts("entities"), ["Chemical"]).candidates.values()
    assert len({candidate.doc_id for candidate in drawn}) == 40
    assert [candidate.doc_id for candidate in drawn] != sorted(candidate.doc_id for candidate in drawn)


def test_of_a_large_output_some_row_groups_are_read(tmp_path, monkeypatch):
    for run in ("R1", "R2", "R3", "R4"):
        commit(str(tmp_path), run, {f"{run}{number}": "Zinc." for number in range(10)}, tag=tag)
    monkeypatch.setattr(module, "MOST_ROWS", 20)
    assert survey(newest_state(str(tmp_path)).parts("entities"), []).rows == 20


def test_the_counter_of_mentions_is_bounded_and_says_so(entities, monkeypatch):
    monkeypatch.setattr(module, "_MENTIONS_COUNTED", 2)
    found = survey(entities, [])
    assert (found.mentions, found.exact) == (Counter({("Chemical", "Zinc"): 3}), False)


def test_a_run_without_entities_has_none(tmp_path):
    commit(str(tmp_path), "R1", {"d1": "nothing here."})
    found = survey(newest_state(str(tmp_path)).parts("entities"), [])
    assert (found.rows, found.labels({}), found.top_mentions()) == (0, [], {})
