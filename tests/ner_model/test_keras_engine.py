import numpy as np
import pytest

from ner_model.keras_engine import KerasEngine
from ner_model.model_folder import open_model


@pytest.fixture(scope="module")
def engine(tiny_model):
    return KerasEngine(open_model(tiny_model))


def test_features_are_the_word_and_its_characters(engine):
    features = engine.describe(["aspirin", "zzz"])
    assert features[:, 0].tolist() == [3, 0]
    assert (features[1, 1:] > 0).sum() == 3


def test_scores_are_those_of_the_network_that_was_saved(engine, tiny_network):
    network, _ = tiny_network
    features = engine.describe(["aspirin", "induced", "asthma"])
    scores = engine.scores(features[:, None], np.array([3]))
    np.testing.assert_allclose(
        scores[:, 0], network([features[None, :, 0], features[None, :, 1:]]).numpy()[0], rtol=1e-4, atol=1e-4
    )


def test_padding_changes_nothing(engine):
    features = engine.describe(["aspirin", "asthma"])[:, None]
    padded = np.concatenate([features, np.tile(engine.padding, (4, 1, 1))])
    np.testing.assert_allclose(
        engine.scores(padded, np.array([2]))[:2], engine.scores(features, np.array([2])), atol=1e-5
    )
