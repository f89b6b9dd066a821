import numpy as np
import pytest

from ner_model.batches import Windows
from ner_model.keras_engine import KerasEngine
from ner_model.model_folder import open_model
from tests.ner_model.networks import words_of


@pytest.fixture(scope="module")
def engine(tiny_model):
    return KerasEngine(open_model(tiny_model))


def test_features_are_the_word_and_its_characters(engine):
    features = engine.features(["aspirin", "zzz"], np.array([3, 0]))
    assert features[:, 0].tolist() == [3, 0]
    assert (features[1, 1:] > 0).sum() == 3


def test_scores_are_those_of_the_network_that_was_saved(engine, tiny_network):
    network, _ = tiny_network
    features = engine.features(["aspirin", "induced", "asthma"], np.array([3, 4, 5]))
    scores = engine.run(features[:, None])
    np.testing.assert_allclose(
        scores[:, 0], network([features[None, :, 0], features[None, :, 1:]]).numpy()[0], rtol=1e-4, atol=1e-4
    )


def test_padding_changes_nothing(engine):
    features = engine.features(["aspirin", "asthma"], np.array([3, 5]))[:, None]
    padded = np.concatenate([features, np.zeros((4, *features.shape[1:]), np.int32)])
    np.testing.assert_allclose(engine.run(padded)[:2], engine.run(features), atol=1e-5)


def test_each_token_takes_its_scores_from_the_window_that_keeps_it(engine):
    words = ["aspirin", "induced", "asthma", "the", "of"]
    windows = Windows(*map(np.array, ([0, 1], [4, 5], [0, 2], [2, 5])))
    features = engine.features(words, np.array([3, 4, 5, 1, 2]))[:, None]
    whole = [engine.run(part)[:, 0] for part in (features[:4], features[1:])]
    scores = engine.scores(engine.types(words_of(words)), windows)
    np.testing.assert_allclose(scores, np.concatenate([whole[0][:2], whole[1][1:]]), atol=1e-5)
