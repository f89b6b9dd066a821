"""The decoder against the definition: every tag sequence spelled out."""

import itertools

import numpy as np
import pytest

from ner_model.crf import CrfWeights, Spans, marginals, running, span_probabilities, spans_of, viterbi
from ner_model.tags import allowed_starts, allowed_transitions, spans_from_tags, tags_of

TAGS = tags_of(["Chemical", "Disease"])
LENGTHS = np.array([5, 5, 4, 2, 1])


def random_crf(generator: np.random.Generator) -> CrfWeights:
    transitions = generator.normal(size=(5, 5)) + np.where(allowed_transitions(TAGS), 0, -1e4)
    starts = generator.normal(size=5) + np.where(allowed_starts(TAGS), 0, -1e4)
    return CrfWeights(*(part.astype(np.float32) for part in (transitions, starts, generator.normal(size=5))))


def random_scores(generator: np.random.Generator) -> np.ndarray:
    return generator.normal(size=(5, 5, 5)).astype(np.float32)


def all_paths(scores: np.ndarray, crf: CrfWeights) -> tuple[list[tuple[int, ...]], np.ndarray]:
    """Every tag sequence of a sentence `[tokens, tags]`, and its probability."""
    paths = list(itertools.product(range(scores.shape[1]), repeat=len(scores)))
    totals = np.array([path_score(path, scores, crf) for path in paths])
    weights = np.exp(totals - totals.max())
    return paths, weights / weights.sum()


def path_score(path: tuple[int, ...], scores: np.ndarray, crf: CrfWeights) -> float:
    moves = sum(crf.transitions[pair] for pair in itertools.pairwise(path))
    return crf.starts[path[0]] + crf.ends[path[-1]] + moves + sum(scores[t, tag] for t, tag in enumerate(path))


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_finds_the_most_probable_path(seed):
    generator = np.random.default_rng(seed)
    crf, scores = random_crf(generator), random_scores(generator)
    tags = viterbi(scores, LENGTHS, crf)
    for sentence, length in enumerate(LENGTHS):
        paths, probabilities = all_paths(scores[:length, :, sentence], crf)
        assert tuple(tags[:length, sentence]) == paths[probabilities.argmax()]
        assert not tags[length:, sentence].any()


@pytest.mark.parametrize("seed", range(5))
def test_span_probability_is_the_sum_over_all_paths_with_the_span(seed):
    generator = np.random.default_rng(seed)
    crf, scores = random_crf(generator), random_scores(generator)
    spans = spans_of(viterbi(scores, LENGTHS, crf))
    found = span_probabilities(spans, LENGTHS, crf, marginals(scores, LENGTHS, crf))
    expected = [expected_probability(span, scores, crf) for span in zip(*spans, strict=True)]
    assert expected
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-5)


def expected_probability(span: tuple[int, ...], scores: np.ndarray, crf: CrfWeights) -> float:
    sentence, first, end, tag = span
    paths, probabilities = all_paths(scores[: LENGTHS[sentence], :, sentence], crf)
    wanted = (first, end, TAGS[tag][2:])
    return sum(
        p for path, p in zip(paths, probabilities, strict=True) if wanted in spans_from_tags([TAGS[i] for i in path])
    )


def test_neighbours_change_nothing_to_the_last_bit():
    generator = np.random.default_rng(0)
    crf = random_crf(generator)
    lengths = np.sort(generator.integers(1, 30, 200))[::-1]
    scores = generator.normal(size=(30, 5, 200)).astype(np.float32)[: lengths[0]]
    together = marginals(scores, lengths, crf)
    for sentence in (0, 7, 150, 199):
        length = lengths[sentence]
        alone = marginals(np.ascontiguousarray(scores[:length, :, sentence, None]), lengths[[sentence]], crf)
        for one, many in zip(alone, together, strict=True):
            np.testing.assert_array_equal(one[..., 0], many[:length, :, sentence])


def test_spans_of_tags():
    #                   B-C I-C B-C  O  B-D | O  B-D I-D
    tags = np.array([[1, 2, 1, 0, 3], [0, 3, 4, 0, 0]], np.int8).T
    assert [column.tolist() for column in spans_of(tags)] == [[0, 0, 0, 1], [0, 2, 4, 1], [2, 3, 5, 3], [1, 1, 3, 3]]


def test_tags_without_spans_give_none():
    assert all(len(column) == 0 for column in spans_of(np.zeros((3, 2), np.int8)))


def test_running_counts_sentences_at_each_position():
    assert running(np.array([3, 3, 1])).tolist() == [3, 2, 2]


def test_no_spans_have_no_probabilities():
    generator = np.random.default_rng(0)
    crf, empty = random_crf(generator), Spans(*[np.zeros(0, int)] * 4)
    assert len(span_probabilities(empty, LENGTHS, crf, marginals(random_scores(generator), LENGTHS, crf))) == 0
