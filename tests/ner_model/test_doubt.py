import itertools

import numpy as np

from ner_model.crf import CrfWeights
from ner_model.doubt import doubts

CRF = CrfWeights(
    np.array([[0.5, 0.2, -1e4], [0.1, -0.3, 0.7], [0.4, 0.0, 0.6]], np.float32),
    np.array([0.1, 0.3, -1e4], np.float32),
    np.array([0.0, 0.2, -0.1], np.float32),
)
SCORES = np.random.default_rng(4).normal(0, 2, (5, 3)).astype(np.float32)
FIRSTS, ENDS = np.array([0, 3]), np.array([3, 5])


def probabilities(first, end):
    """Of each tag of each token, by adding up all sequences of tags."""
    total = np.zeros((end - first, 3))
    for tags in itertools.product(range(3), repeat=end - first):
        score = CRF.starts[tags[0]] + CRF.ends[tags[-1]] + sum(SCORES[first + t, tag] for t, tag in enumerate(tags))
        score += sum(CRF.transitions[pair] for pair in itertools.pairwise(tags))
        for t, tag in enumerate(tags):
            total[t, tag] += np.exp(score)
    return total / total.sum(axis=1, keepdims=True)


def test_the_doubt_is_what_the_likeliest_tag_lacks():
    expected = np.concatenate([1 - probabilities(*bounds).max(axis=1) for bounds in ((0, 3), (3, 5))])
    found = doubts(SCORES, FIRSTS, ENDS, CRF, np.array([True, True, True]))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_tags_that_are_not_written_count_as_one():
    both = probabilities(0, 3)
    expected = 1 - np.maximum(both[:, 1], both[:, 0] + both[:, 2])
    found = doubts(SCORES, FIRSTS, ENDS, CRF, np.array([False, True, False]))
    np.testing.assert_allclose(found[:3], expected, atol=1e-5)
