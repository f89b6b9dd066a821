"""The integers that serve against the network in float64, written down as textbooks do."""

import numpy as np
import pytest

from ner_model.numpy_kernel import NumpyKernel
from ner_model.packed_network import pack_network
from tests.ner_model.networks import DIMENSIONS, FILTERS, random_weights, rows_of, sentences, table_of

STEP = 4.0 / 127


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(features, weights, direction):
    """Outputs `[tokens, hidden]` of a direction."""
    kernel, recurrent, bias = (
        weights[f"lstm/{direction}_direction/lstm_cell/{name}"] for name in ("kernel", "recurrent_kernel", "bias")
    )
    h = c = np.zeros(len(recurrent))
    outputs = []
    for x in features if direction == "forward" else features[::-1]:
        i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.array(outputs if direction == "forward" else outputs[::-1])


def exact_scores(features, weights):
    states = np.concatenate([lstm(features * STEP, weights, name) for name in ("forward", "backward")], axis=1)
    return states @ weights["scores/kernel"] + weights["scores/bias"]


@pytest.mark.parametrize("hidden", [3, 16, 40])
def test_scores_are_those_of_the_network_within_what_eight_bits_allow(hidden):
    weights = random_weights(hidden, size=0.3)
    features = np.random.default_rng(1).integers(-60, 61, (25, DIMENSIONS + FILTERS)).astype(np.int8)
    network = pack_network(weights, 4.0)
    kernel = NumpyKernel(network)
    lengths = [12, 1, 5, 7]
    table = table_of(rows_of(kernel, features, network.row_width))
    found = kernel.score(table, np.arange(25, dtype=np.int32), sentences(lengths))
    expected = np.concatenate([exact_scores(part, weights) for part in np.split(features, np.cumsum(lengths)[:-1])])
    assert np.abs(found - expected).max() < 0.03 * np.abs(expected).max()


def test_features_of_the_spelling_are_the_convolution_and_its_maximum():
    weights = random_weights(4)
    characters = np.array([[3, 4, 5, 0], [1, 0, 0, 0]], np.uint8)
    features = np.full((2, DIMENSIONS + FILTERS), 99, np.int8)
    NumpyKernel(pack_network(weights, 4.0)).spell(characters, features)
    embedded = np.pad(weights["characters_embedding/embeddings"][characters], ((0, 0), (1, 1), (0, 0)))
    answers = sum(embedded[:, k : k + 4] @ weights["convolution/kernel"][0, k] for k in range(3))
    exact = np.clip((answers.max(axis=1) + weights["convolution/bias"]) / STEP, -127, 127)
    assert np.abs(features[:, DIMENSIONS:] - exact).max() <= 0.6
    assert (features[:, :DIMENSIONS] == 99).all()


def test_a_sentence_has_the_same_scores_alone_as_among_others():
    kernel = NumpyKernel(pack_network(random_weights(9), 4.0))
    features = np.random.default_rng(2).integers(-127, 128, (50, DIMENSIONS + FILTERS)).astype(np.int8)
    table = table_of(rows_of(kernel, features, 128))
    types = np.arange(50, dtype=np.int32)
    together = kernel.score(table, types, sentences([3, 40, 7]))
    assert np.array_equal(together[43:], kernel.score(table, types[43:], sentences([7])))


def test_rows_of_extreme_features_stay_within_sixteen_bits():
    weights = {name: np.abs(value) * 20 for name, value in random_weights(4).items()}
    kernel = NumpyKernel(pack_network(weights, 4.0))
    rows = rows_of(kernel, np.array([[127] * (DIMENSIONS + FILTERS), [-127] * (DIMENSIONS + FILTERS)], np.int8), 128)
    assert (rows.min(), rows.max()) == (-32767, 32767)
