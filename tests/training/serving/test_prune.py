import numpy as np
import pytest

from ner_model.network import NetworkConfig, add_head, build_body, get_weights, set_weights
from ner_model.tags import tags_of
from training.serving.prune import prune


def small_network(hidden: int):
    sizes = NetworkConfig(character_dimensions=4, character_filters=6, hidden=hidden)
    return add_head(build_body(sizes, words=5, dimensions=10), sizes, tags_of(["Chemical", "Disease"]))


def silenced(weights: dict[str, np.ndarray], units: list[int]) -> dict[str, np.ndarray]:
    """Weights in which some units of both directions reach nothing."""
    weights = {path: value.copy() for path, value in weights.items()}
    for name, offset in (("forward", 0), ("backward", 8)):
        weights[f"lstm/{name}_direction/lstm_cell/recurrent_kernel"][units] = 0
        weights["scores/kernel"][[offset + unit for unit in units]] = 0
    return weights


def test_units_that_reach_nothing_go_first_and_change_no_score(tiny_network):
    network, _ = tiny_network
    original = get_weights(network)
    inputs = [np.array([[1, 2, 3, 0]], np.int32), np.ones((1, 4, 24), np.int32)]
    larger, smaller = small_network(8), small_network(6)
    weights = silenced({**original, "words/embeddings": original["words/embeddings"][:5]}, [2, 5])
    set_weights(larger, weights)
    set_weights(smaller, prune(weights, 6))
    np.testing.assert_allclose(larger(inputs), smaller(inputs), atol=1e-5)


def test_as_many_units_as_there_are_stay_as_they_are(tiny_network):
    weights = get_weights(tiny_network[0])
    for path, value in prune(weights, 8).items():
        np.testing.assert_array_equal(value, weights[path])


def test_more_units_than_there_are_are_refused(tiny_network):
    with pytest.raises(ValueError, match="hidden=9"):
        prune(get_weights(tiny_network[0]), 9)
