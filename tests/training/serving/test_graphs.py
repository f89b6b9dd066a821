"""The serving graphs against the Keras network that they were written from."""

import numpy as np
import pytest

from ner_model.keras_engine import KerasEngine
from ner_model.model_folder import open_model
from ner_model.onnx_engine import OnnxEngine

WORDS = ["aspirin", "Aspirin", "β-blocker", "unheard-of-word", "the", ".", "x" * 100]


@pytest.fixture(scope="module")
def engines(tiny_model):
    model = open_model(tiny_model)
    return OnnxEngine(model), KerasEngine(model)


def scores_of(engine, words: list[str]) -> np.ndarray:
    return engine.scores(engine.describe(words)[:, None], np.array([len(words)]))[:, 0]


def test_scores_agree_within_what_eight_bits_allow(engines):
    served, kept = (scores_of(engine, WORDS) for engine in engines)
    assert np.abs(served - kept).max() < 0.15 * np.abs(kept).max()
    assert np.corrcoef(served.ravel(), kept.ravel())[0, 1] > 0.995


def test_scores_do_not_depend_on_the_batch_to_the_last_bit(engines):
    served, _ = engines
    generator = np.random.default_rng(0)
    lengths = np.array([40, 40, 33, 20, 7, 1])
    features = np.repeat(served.padding[None, None], 40, axis=0).repeat(6, axis=1)
    for sentence, length in enumerate(lengths):
        features[:length, sentence] = served.describe(list(generator.choice(WORDS, length)))
    together = served.scores(features, lengths)
    for sentence, length in enumerate(lengths):
        alone = served.scores(features[:length, sentence : sentence + 1], lengths[sentence : sentence + 1])
        np.testing.assert_array_equal(alone[:, 0], together[:length, sentence])


def test_features_of_a_word_do_not_depend_on_its_neighbours(engines):
    served, _ = engines
    many = served.describe(WORDS * 40)
    for number, word in enumerate(WORDS):
        np.testing.assert_array_equal(served.describe([word])[0], many[number + 70])
