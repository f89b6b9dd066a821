import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model.native_library import library_in_use
from ner_model.reranking import spans_in_reach as module
from ner_model.reranking.spans_in_reach import LEAST, in_reach_together, spans_in_reach
from ner_model.tags import allowed_starts, allowed_transitions, tags_of
from tests.ner_model.test_native_decoder import random_crf


def probabilities_of_all_spans(scores, crf, labels):
    """By all tag sequences: the probability of each (first, end, label)."""
    tags = tags_of([str(label) for label in range(labels)])
    starts, moves = allowed_starts(tags), allowed_transitions(tags)
    weights: dict[tuple[int, int, int], float] = {}
    total = 0.0
    for path in itertools.product(range(len(tags)), repeat=len(scores)):
        if not starts[path[0]] or not all(moves[pair] for pair in itertools.pairwise(path)):
            continue
        score = crf.starts[path[0]] + crf.ends[path[-1]] + sum(scores[at, tag] for at, tag in enumerate(path))
        weight = np.exp(float(score) + sum(float(crf.transitions[pair]) for pair in itertools.pairwise(path)))
        total += weight
        for first, tag in enumerate(path):
            if tag % 2:
                end = next((at for at in range(first + 1, len(path)) if path[at] != tag + 1), len(path))
                span = first, end, tag // 2
                weights[span] = weights.get(span, 0) + weight
    return {span: weight / total for span, weight in weights.items()}


@pytest.mark.parametrize("seed", range(5))
def test_the_spans_are_those_of_all_tag_sequences(seed):
    generator = np.random.default_rng(seed)
    crf, scores = random_crf(2, generator), generator.normal(0, 1, (4, 5)).astype(np.float32)
    expected = {span: p for span, p in probabilities_of_all_spans(scores, crf, 2).items() if p >= LEAST}
    found = spans_in_reach(scores, np.array([0]), np.array([4]), crf)
    spans = list(zip(found.firsts.tolist(), found.ends.tolist(), found.labels.tolist(), strict=True))
    assert spans == sorted(expected, key=lambda span: (span[0], span[2], span[1]))
    assert found.probabilities.tolist() == pytest.approx([expected[span] for span in spans], rel=1e-3)


def test_longer_spans_are_out_of_reach(monkeypatch):
    crf, scores = random_crf(1, np.random.default_rng(0)), np.zeros((6, 3), np.float32)
    monkeypatch.setattr(module, "LONGEST", 2)
    found = spans_in_reach(scores, np.array([0]), np.array([6]), crf)
    assert set((found.ends - found.firsts).tolist()) == {1, 2}


@pytest.mark.skipif(not library_in_use(), reason="the kernel is not compiled: python setup.py build_ext --inplace")
@settings(deadline=None, max_examples=60)
@given(
    labels=st.integers(1, 7),
    lengths=st.lists(st.integers(1, 30), min_size=1, max_size=20),
    size=st.sampled_from([0.1, 3.0, 60.0]),
    seed=st.integers(0, 10_000),
)
def test_what_is_compiled_finds_the_same(labels, lengths, size, seed):
    """Scores near 0 put more spans in reach than there is room for at first."""
    generator = np.random.default_rng(seed)
    crf, ends = random_crf(labels, generator), np.cumsum(lengths)
    scores = generator.normal(0, size, (ends[-1], 2 * labels + 1)).astype(np.float32)
    found = spans_in_reach(scores, ends - lengths, ends, crf)
    for one, other in zip(found, in_reach_together(scores, ends - lengths, ends, crf), strict=True):
        np.testing.assert_array_equal(one, other)
