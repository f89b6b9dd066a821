"""The compiled second look against NumPy: equal to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model.found_spans import FoundSpans
from ner_model.native_library import library_in_use
from ner_model.reranking.features import features_of, see, taught
from ner_model.reranking.native_reranker import NativeReranker, depths_of
from tests.ner_model.rerankers import lexicon_of, text_of, trees_of

LIBRARY = library_in_use()

pytestmark = pytest.mark.skipif(not LIBRARY, reason="the kernel is not compiled: python setup.py build_ext --inplace")


def random_spans(generator: np.random.Generator, bases: np.ndarray, count: int, labels: int) -> FoundSpans:
    """Spans that do not reach beyond their texts, in the order of their first tokens."""
    firsts = np.sort(generator.integers(0, bases[-1], count))
    limits = bases[np.searchsorted(bases, firsts, side="right")]
    ends = np.minimum(firsts + generator.integers(1, 6, count), limits)
    numbers = generator.integers(0, labels, count).astype(np.int32)
    probabilities = (generator.integers(1, 20, count) / 20).astype(np.float32)
    return FoundSpans(np.zeros(count, np.int32), firsts, ends, numbers, probabilities)


@settings(deadline=None, max_examples=60)
@given(
    sizes=st.lists(st.integers(0, 40), min_size=1, max_size=6),
    count=st.integers(0, 150),
    labels=st.integers(1, 4),
    seed=st.integers(0, 10_000),
)
def test_features_and_sums_are_equal(sizes, count, labels, seed):
    generator = np.random.default_rng(seed)
    bases = np.cumsum([0, *sizes, 2])
    words = text_of(generator, int(bases[-1]))
    lexicon, trees = lexicon_of(generator, words, labels), trees_of(generator, 20)
    spans = random_spans(generator, bases, count, labels + 1)  # the last label is not told
    seen = see(spans, words, bases, labels)
    expected = features_of(words, seen, taught(seen, lexicon), lexicon)
    features, sums = NativeReranker(LIBRARY, lexicon, trees).sums(spans, words, bases)
    told = spans.labels < labels
    np.testing.assert_array_equal(features[told], expected)
    np.testing.assert_array_equal(sums[told], trees.sums(expected))


def test_the_depth_of_a_tree_is_that_of_its_deepest_leaf():
    generator = np.random.default_rng(1)
    trees = trees_of(generator, 30)

    def depth(node: int) -> int:
        return 0 if trees.features[node] < 0 else 1 + max(depth(node + 1), depth(int(trees.elsewhere[node])))

    assert depths_of(trees).tolist() == [depth(int(root)) for root in trees.roots]
    assert len(set(depths_of(trees).tolist())) > 2
