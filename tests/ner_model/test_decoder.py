import numpy as np
import pytest

from ner_model import decoder
from ner_model.crf import CrfWeights
from ner_model.decoder import Calibration, decode, decode_together

CRF = CrfWeights(*(np.zeros(shape, np.float32) for shape in ((3, 3), 3, 3)))
CRF.transitions[0, 2] = CRF.starts[2] = -1e4


def scores_of(tags: str) -> np.ndarray:
    """Scores that make these tags likely, `[tokens, 3]`."""
    return np.array([[4.0 * (tag == name) for name in "OBI"] for tag in tags], np.float32)


def test_spans_come_in_reading_order_with_their_sentences():
    #                 0   5       12
    spans = decode(scores_of("OBIOO" + "BOOBIIO" + "B"), np.array([0, 5, 12]), np.array([5, 12, 13]), CRF)
    assert spans.firsts.tolist() == [1, 5, 8, 12]
    assert spans.ends.tolist() == [3, 6, 11, 13]
    assert spans.sentences.tolist() == [0, 1, 1, 2]
    assert (spans.probabilities > 0.8).all()


def test_the_size_of_batches_changes_nothing(monkeypatch):
    generator = np.random.default_rng(0)
    lengths = generator.integers(1, 40, 100)
    ends = np.cumsum(lengths)
    scores = generator.normal(0, 2, (ends[-1], 3)).astype(np.float32)
    large = decode_together(scores, ends - lengths, ends, CRF)
    monkeypatch.setattr(decoder, "PADDED_TOKENS", 50)
    for one, other in zip(large, decode_together(scores, ends - lengths, ends, CRF), strict=True):
        np.testing.assert_array_equal(one, other)


def test_nothing_found_gives_empty_columns():
    spans = decode(scores_of("OOO"), np.array([0]), np.array([3]), CRF)
    assert [len(column) for column in spans] == [0] * 5


def test_calibration_is_that_of_platt():
    p = np.array([0.003, 0.2, 0.71, 0.9999], np.float32)
    exact = 1 / (1 + np.exp(-(0.56 * np.log(p / (1 - p.astype(float))) - 0.25)))
    assert Calibration(0.56, -0.25)(p) == pytest.approx(exact, rel=1e-6)


def test_calibration_of_slope_1_is_the_identity():
    assert Calibration()(np.array([0.1, 0.5, 0.99], np.float32)) == pytest.approx([0.1, 0.5, 0.99], abs=1e-6)


def test_calibration_keeps_the_ends_of_the_scale_finite():
    assert Calibration(2.0, 1.0)(np.array([0.0, 1.0], np.float32)) == pytest.approx([0, 1], abs=1e-5)
