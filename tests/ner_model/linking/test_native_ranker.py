import numpy as np
import pytest

from ner_model.linking.candidates import WIDTH, Candidates
from ner_model.linking.native_ranker import fastest
from ner_model.linking.ranker import load_ranker
from ner_model.native_library import LEVEL, NUMPY, levels, library_in_use

LIBRARY = library_in_use()
needs_library = pytest.mark.skipif(LIBRARY is None, reason="the library was not compiled")


def some_candidates(ranker, count, seed):
    features = np.random.default_rng(seed).normal(size=(count, WIDTH)) * 4 * ranker.scale + ranker.mean
    return Candidates(list(range(100, 100 + count)), features.astype(np.float32))


@needs_library
@pytest.mark.parametrize("count", [1, 2, 8, 9, 20])
def test_the_compiled_ranker_chooses_the_same(count):
    ranker = load_ranker()
    for seed in range(50):
        candidates = some_candidates(ranker, count, seed)
        expected = ranker.choose(candidates)
        found = fastest(ranker).choose(Candidates(candidates.concepts, candidates.features.copy()))
        assert found.candidates.concepts == expected.candidates.concepts
        assert np.array_equal(found.candidates.features, expected.candidates.features)
        assert (found.at, found.probability) == (expected.at, pytest.approx(expected.probability, abs=1e-5))


@needs_library
@pytest.mark.parametrize("level", levels(LIBRARY) if LIBRARY else [])
def test_every_level_gives_the_same_to_the_last_bit(monkeypatch, level):
    best = fastest(load_ranker())
    monkeypatch.setenv(LEVEL, level)
    ranker = fastest(load_ranker())
    assert ranker.level == levels(LIBRARY).index(level)
    for seed in range(50):
        candidates = some_candidates(load_ranker(), 20, seed)
        one, other = (each.choose(candidates._replace(features=candidates.features.copy())) for each in (best, ranker))
        assert (one.at, one.probability) == (other.at, other.probability)


@needs_library
def test_units_that_fill_no_vector_count_too():
    ranker = load_ranker()
    few = ranker._replace(hidden=ranker.hidden[:, :5], hidden_bias=ranker.hidden_bias[:5], output=ranker.output[:5])
    candidates = some_candidates(ranker, 3, 1)
    assert fastest(few).choose(candidates).probability == pytest.approx(few.choose(candidates).probability, abs=1e-5)


def test_without_the_library_numpy_chooses(monkeypatch):
    monkeypatch.setenv(LEVEL, NUMPY)
    ranker = load_ranker()
    assert fastest(ranker) is ranker
