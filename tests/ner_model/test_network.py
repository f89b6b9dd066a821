import itertools

import numpy as np
import pytest

from ner_model.network import Crf, crf_weights, get_weights, set_weights
from ner_model.tags import tags_of


@pytest.fixture(scope="module")
def crf():
    generator = np.random.default_rng(0)
    layer = Crf(tags_of(["Disease"]))
    layer.build((None, None, 3))
    for variable in layer.weights:
        variable.assign(generator.normal(size=variable.shape))
    return layer


def test_likelihood_is_that_of_all_paths_spelled_out(crf):
    scores = np.random.default_rng(1).normal(size=(3, 4, 3)).astype(np.float32)
    gold = np.array([[0, 1, 2, 0], [1, 2, -1, -1], [0, -1, -1, -1]])
    transitions, starts = (np.array(part) for part in crf.rules())
    ends, total = np.array(crf.ends), 0.0
    for rows, tags in zip(scores, gold, strict=True):
        tags = tags[tags >= 0]

        def path_score(path, rows=rows):
            moves = sum(transitions[pair] for pair in itertools.pairwise(path))
            return starts[path[0]] + ends[path[-1]] + moves + sum(rows[t, tag] for t, tag in enumerate(path))

        paths = itertools.product(range(3), repeat=len(tags))
        total += np.logaddexp.reduce([path_score(path) for path in paths]) - path_score(tags)
    assert float(crf.negative_log_likelihood(scores, gold)) == pytest.approx(total / 7, rel=1e-5)


def test_a_gold_tag_that_stands_for_several_counts_all_paths_that_fit(crf):
    scores = np.random.default_rng(1).normal(size=(2, 3, 3)).astype(np.float32)
    gold = np.array([[1, 3, 0], [3, 3, -1]])  # 3 stands for any tag
    readings = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]], bool)

    def likelihood(paths, rows):
        lengths = [len(path) for path in paths]
        padded = np.array([[*path, *[-1] * (3 - len(path))] for path in paths])
        each = [crf.negative_log_likelihood(rows[None], path[None]) for path in padded]
        return np.logaddexp.reduce([-float(loss) * length for loss, length in zip(each, lengths, strict=True)])

    first = likelihood([(1, tag, 0) for tag in range(3)], scores[0])
    second = likelihood([(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)], scores[1])
    loss = float(crf.negative_log_likelihood(scores, gold, readings))
    assert loss == pytest.approx(-(first + second) / 5, rel=1e-5)


def test_padding_does_not_change_the_scores_of_a_sentence(tiny_network):
    network, _ = tiny_network
    ids, characters = np.ones((1, 5), np.int32), np.ones((1, 5, 24), np.int32)
    alone = network([ids, characters]).numpy()
    padded = network([np.pad(ids, ((0, 0), (0, 4))), np.pad(characters, ((0, 0), (0, 4), (0, 0)))]).numpy()
    np.testing.assert_allclose(padded[:, :5], alone, atol=1e-5)


def test_weights_go_there_and_back(tiny_network):
    network, _ = tiny_network
    weights = get_weights(network)
    set_weights(network, weights)
    assert all((get_weights(network)[path] == value).all() for path, value in weights.items())


def test_weights_that_do_not_fit_are_refused(tiny_network):
    network, _ = tiny_network
    with pytest.raises(ValueError, match="crf/ends"):
        set_weights(network, {path: value for path, value in get_weights(network).items() if path != "crf/ends"})


def test_the_decoder_gets_the_rules_of_the_tag_scheme(tiny_network):
    network, _ = tiny_network
    weights = crf_weights(network)
    assert weights.transitions[0, 2] < -9000 < weights.transitions[0, 1]
    assert weights.starts[2] < -9000
