"""The compiled decoder and agreement against NumPy: equal to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model import native_decoder
from ner_model.agreement import SHORTEST, agree_together
from ner_model.crf import CrfWeights
from ner_model.decoder import decode_together
from ner_model.native_library import library_in_use
from ner_model.tags import allowed_starts, allowed_transitions, tags_of

LIBRARY = library_in_use()

pytestmark = pytest.mark.skipif(not LIBRARY, reason="the kernel is not compiled: python setup.py build_ext --inplace")


def random_crf(labels: int, generator: np.random.Generator) -> CrfWeights:
    tags = tags_of([f"label{number}" for number in range(labels)])
    transitions = generator.normal(0, 1, (len(tags), len(tags))) + np.where(allowed_transitions(tags), 0, -1e4)
    starts = generator.normal(0, 1, len(tags)) + np.where(allowed_starts(tags), 0, -1e4)
    return CrfWeights(*(part.astype(np.float32) for part in (transitions, starts, generator.normal(0, 1, len(tags)))))


@settings(deadline=None, max_examples=60)
@given(
    labels=st.integers(1, 17),
    lengths=st.lists(st.integers(1, 40), min_size=1, max_size=30),
    size=st.sampled_from([0.1, 3.0, 60.0]),
    seed=st.integers(0, 10_000),
)
def test_spans_and_probabilities_are_equal(labels, lengths, size, seed):
    generator = np.random.default_rng(seed)
    crf, ends = random_crf(labels, generator), np.cumsum(lengths)
    scores = generator.normal(0, size, (ends[-1], 2 * labels + 1)).astype(np.float32)
    expected = decode_together(scores, ends - lengths, ends, crf)
    found = native_decoder.decode(LIBRARY, scores, ends - lengths, ends, crf)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)
    assert np.isfinite(found.probabilities).all()


def test_equal_scores_give_equal_tags():
    generator = np.random.default_rng(0)
    crf, lengths = CrfWeights(np.zeros((5, 5), np.float32), np.zeros(5, np.float32), np.zeros(5, np.float32)), [9, 1]
    scores = generator.integers(0, 2, (10, 5)).astype(np.float32)
    ends = np.cumsum(lengths)
    found, expected = (
        native_decoder.decode(LIBRARY, scores, ends - lengths, ends, crf),
        decode_together(scores, ends - lengths, ends, crf),
    )
    assert [column.tolist() for column in found] == [column.tolist() for column in expected]


@settings(deadline=None, max_examples=60)
@given(
    sizes=st.lists(st.integers(0, 60), min_size=1, max_size=8),
    tags=st.integers(1, 9),
    weight=st.sampled_from([0.3, 0.5, 1.0]),
    seed=st.integers(0, 10_000),
)
def test_agreement_is_equal(sizes, tags, weight, seed):
    generator = np.random.default_rng(seed)
    bases = np.cumsum([0, *sizes])
    if not bases[-1]:
        return
    types = generator.integers(1, 20, bases[-1]).astype(np.int32)
    lengths = types % 6 + 1
    scores = generator.normal(0, 5, (bases[-1], tags)).astype(np.float32)
    texts = np.repeat(np.arange(len(sizes)), sizes)
    found = native_decoder.agree(LIBRARY, scores, types, lengths, bases, weight=weight, shortest=SHORTEST)
    np.testing.assert_array_equal(found, agree_together(scores, lengths, types, texts, weight))
