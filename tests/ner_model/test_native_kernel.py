"""The compiled kernel at every level that this processor has, against NumPy: equal to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model.batches import windows_of
from ner_model.native_kernel import NativeKernel
from ner_model.native_library import LEVELS, Unavailable, levels, open_library
from ner_model.numpy_kernel import NumpyKernel
from ner_model.packed_network import pack_network
from tests.ner_model.networks import CHARACTERS, DIMENSIONS, FILTERS, random_weights, rows_of, sentences, table_of

WORDS = 60


def available() -> list[str]:
    try:
        return levels(open_library())
    except Unavailable:
        return []


pytestmark = pytest.mark.skipif(
    not available(), reason="the kernel is not compiled: python setup.py build_ext --inplace"
)
EACH_LEVEL = pytest.mark.parametrize("level", available())


def rows_and_types(kernel, width: int, tokens: int, seed: int = 0):
    generator = np.random.default_rng(seed)
    features = generator.integers(-127, 128, (WORDS, DIMENSIONS + FILTERS)).astype(np.int8)
    return rows_of(kernel, features, width), generator.integers(0, WORDS, tokens).astype(np.int32)


def check_scores(level, weights, windows, tokens):
    network = pack_network(weights, 4.0)
    oracle = NumpyKernel(network)
    table, types = rows_and_types(oracle, network.row_width, tokens)
    found = NativeKernel(network, level).score(table_of(table), types, windows)
    assert np.array_equal(found, oracle.score(table_of(table), types, windows))
    assert np.isfinite(found).all()


@EACH_LEVEL
@settings(deadline=None, max_examples=25)
@given(
    hidden=st.integers(1, 70),
    tags=st.integers(1, 40),
    size=st.sampled_from([0.05, 0.5, 5.0]),
    lengths=st.lists(st.integers(1, 30), min_size=1, max_size=70),
)
def test_scores_of_any_network_and_sentences_are_equal(level, hidden, tags, size, lengths):
    check_scores(level, random_weights(hidden, tags, size=size), sentences(lengths), sum(lengths))


@EACH_LEVEL
@pytest.mark.parametrize("hidden", [158, 206, 512])
def test_scores_of_large_networks_are_equal(level, hidden):
    check_scores(level, random_weights(hidden, size=0.2), sentences([9, 3, 1]), 13)


@EACH_LEVEL
@pytest.mark.parametrize("length", [1, 256, 257, 500])
def test_sentences_that_are_cut_into_windows_are_scored_alike(level, length):
    windows = windows_of(np.array([0, 4]), np.array([4, 4 + length]))
    check_scores(level, random_weights(20), windows, 4 + length)


@EACH_LEVEL
@settings(deadline=None, max_examples=25)
@given(st.integers(1, 40), st.integers(1, 30), st.integers(0, 1000))
def test_features_and_rows_of_words_are_equal(level, words, length, seed):
    network = pack_network(random_weights(11, size=1.5), 4.0)
    generator = np.random.default_rng(seed)
    characters = generator.integers(0, CHARACTERS, (words, length)).astype(np.uint8)
    found = generator.integers(-127, 128, (words, DIMENSIONS + FILTERS)).astype(np.int8)
    expected = found.copy()
    oracle, kernel = NumpyKernel(network), NativeKernel(network, level)
    kernel.spell(characters, found)
    oracle.spell(characters, expected)
    assert np.array_equal(found, expected)
    assert np.array_equal(rows_of(kernel, found, network.row_width), rows_of(oracle, found, network.row_width))
    begins = network.after(found[0, :DIMENSIONS])
    rows = rows_of(NativeKernel(begins, level), found[:, DIMENSIONS:], network.row_width)
    found[:, :DIMENSIONS] = found[0, :DIMENSIONS]
    assert np.array_equal(rows, rows_of(oracle, found, network.row_width))


@EACH_LEVEL
def test_a_kernel_says_its_level(level):
    assert NativeKernel(pack_network(random_weights(3), 4.0), level).name == level


def test_the_best_level_is_what_is_taken():
    assert NativeKernel(pack_network(random_weights(3), 4.0)).name == available()[-1]
    assert available() == [level for level in LEVELS if level in available()]


def test_a_level_that_there_is_not_is_refused():
    with pytest.raises(Unavailable, match="Received: 'sse9'"):
        NativeKernel(pack_network(random_weights(3), 4.0), "sse9")
