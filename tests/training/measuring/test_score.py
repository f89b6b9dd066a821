import numpy as np
import pytest
import tensorflow as tf

from ner_model.crf import CrfWeights
from training.measuring import score as score_module
from training.measuring.score import score

#                  O  B  I
SCORES = np.eye(3, dtype=np.float32) * 9


@pytest.fixture
def network(monkeypatch):
    """Says of each token the tag that its word id is."""
    crf = CrfWeights(*(np.zeros(shape, np.float32) for shape in ((3, 3), 3, 3)))
    monkeypatch.setattr(score_module, "crf_weights", lambda network: crf)
    return lambda inputs, training: tf.gather(tf.constant(SCORES), inputs[0])


def batches(predicted: list[list[int]], gold: list[list[int]]) -> list:
    word_ids = np.maximum(predicted, 0).astype(np.int32)
    return [((tf.constant(word_ids), tf.zeros([*word_ids.shape, 24], tf.int32)), tf.constant(gold))]


def test_all_right(network):
    tags = [[1, 2, 0], [0, 1, -1]]
    assert score(network, batches(tags, tags)) == (1, 1, pytest.approx(1), 1)


def test_a_span_cut_short_is_wrong_and_its_tokens_half_right(network):
    result = score(network, batches([[1, 0, 0], [0, 1, -1]], [[1, 2, 0], [0, 1, -1]]))
    assert result == (0.5, 0.5, pytest.approx(0.5), 0.8)


def test_lost_mentions_lower_the_recall(network):
    assert score(network, batches([[1]], [[1]]), lost=3).recall == 0.25


def test_a_span_ends_with_its_sentence(network):
    assert score(network, batches([[0, 1], [1, 0]], [[0, 1], [1, 0]])).f1 == pytest.approx(1)


def test_nothing_found_scores_nothing(network):
    assert score(network, batches([[0]], [[1]]))[:2] == (0, 0)


def test_only_the_labels_of_the_corpus_count(network):
    assert score(network, batches([[1, 0, 1]], [[1, 0, 0]]), labels=1).precision == 0.5
    assert score(network, batches([[1, 0, 1]], [[1, 0, 0]]), labels=0).precision == 0
