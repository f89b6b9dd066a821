import numpy as np
import pytest

from ner_model.model_folder import open_model
from ner_model.onnx_engine import LIMITS, ZERO, OnnxEngine


@pytest.fixture(scope="module")
def engine(tiny_model):
    return OnnxEngine(open_model(tiny_model))


def test_features_are_the_vector_the_spelling_and_the_limits(engine, tiny_model):
    vectors = open_model(tiny_model).vectors()
    features = engine.describe(["aspirin", "zzz"])
    assert features.dtype == np.uint8
    assert features.shape == (2, 10 + 6 + len(LIMITS))
    assert (features[:, :10].astype(int) - ZERO).tolist() == vectors[[3, 0]].tolist()
    assert features[:, -2:].tolist() == [list(LIMITS)] * 2


def test_a_word_is_described_alike_alone_and_among_others(engine):
    words = [f"word{number}" for number in range(150)]
    together = engine.describe(words)
    assert np.array_equal(together, np.concatenate([engine.describe([word]) for word in words]))


def test_scores_of_a_sentence_do_not_depend_on_those_beside_it(engine):
    short, long = engine.describe(["aspirin", "asthma"]), engine.describe(["the"] * 7)
    alone = engine.scores(short[:, None], np.array([2]))
    padded = np.concatenate([short, np.tile(engine.padding, (5, 1))])
    beside = engine.scores(np.stack([long, padded], axis=1), np.array([7, 2]))
    assert alone.shape == (2, 1, 5)
    np.testing.assert_array_equal(alone[:, 0], beside[:2, 1])
