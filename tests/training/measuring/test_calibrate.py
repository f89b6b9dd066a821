import numpy as np
import pytest

from ner_model.decoder import Calibration
from ner_model.entity import Entity
from training.corpora.gold import GoldDocument, Mention
from training.corpora.measured import Measured
from training.measuring.calibrate import Judged, fit_calibration


def test_scores_that_promise_too_much_are_pulled_down():
    text = "a " * 1000
    found = [Entity(2 * i, 2 * i + 1, "Disease", "a", 0.9 if i % 2 else 0.7, 0) for i in range(1000)]
    right = [i % 10 < 6 if i % 2 else i % 10 < 3 for i in range(1000)]
    mentions = tuple(Mention(e.start, e.end, e.label) for e, is_right in zip(found, right, strict=True) if is_right)
    measured = Measured("mine", [GoldDocument("1", text, mentions)], frozenset(["Disease"]))
    calibration = fit_calibration([Judged(measured, [found])])
    assert calibration(np.array([0.9, 0.7])) == pytest.approx([0.6, 0.4], abs=0.01)


def judged(name, score, right, count):
    """Entities of one score, so many of each hundred of them right."""
    entities = [Entity(2 * i, 2 * i + 1, "Disease", "a", score, 0) for i in range(count)]
    mentions = tuple(Mention(e.start, e.end, e.label) for i, e in enumerate(entities) if i % 100 < right)
    return Judged(Measured(name, [GoldDocument("1", "a " * count, mentions)], frozenset(["Disease"])), [entities])


def test_a_small_corpus_weighs_as_much_as_a_large_one():
    calibration = fit_calibration([judged("large", 0.9, 90, 900), judged("small", 0.9, 50, 100)])
    assert calibration(np.array([0.9])) == pytest.approx([0.7], abs=0.01)


def test_a_few_entities_say_nothing_of_probabilities(capsys):
    assert fit_calibration([judged("small", 0.9, 90, 29)]) == Calibration()
    assert "not calibrated: 29 entities" in capsys.readouterr().out
