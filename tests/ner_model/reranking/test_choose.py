import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model.found_spans import FoundSpans
from ner_model.native_library import LEVEL
from ner_model.reranking.choose import LEAST, choose, choose_in_order


@pytest.fixture(params=["compiled", "numpy"])
def level(request, monkeypatch):
    if request.param == "numpy":
        monkeypatch.setenv(LEVEL, "numpy")


def spans_of(*spans: tuple[int, int, float]) -> FoundSpans:
    firsts, ends, probabilities = (np.array(column) for column in zip(*spans, strict=True))
    zeros = np.zeros(len(firsts), np.int32)
    return FoundSpans(zeros, firsts, ends, zeros, probabilities.astype(np.float32))


def taken(*spans: tuple[int, int, float]) -> list[tuple[int, int]]:
    found = choose(spans_of(*spans))
    return list(zip(found.firsts.tolist(), found.ends.tolist(), strict=True))


@pytest.mark.usefixtures("level")
def test_of_spans_that_overlap_the_likeliest_is_taken():
    assert taken((0, 3, 0.5), (1, 2, 0.9), (2, 4, 0.6)) == [(1, 2), (2, 4)]


@pytest.mark.usefixtures("level")
def test_of_two_alike_the_first_is_taken():
    assert taken((0, 2, 0.5), (1, 3, 0.5)) == [(0, 2)]


@pytest.mark.usefixtures("level")
def test_what_is_not_likely_enough_is_left():
    assert taken((0, 1, 0.39), (1, 2, 0.4), (2, 3, 0.41)) == [(1, 2), (2, 3)]


@pytest.mark.usefixtures("level")
def test_of_nothing_nothing_is_taken():
    nothing = spans_of((0, 1, 0.5))
    assert [len(column) for column in choose(FoundSpans(*(column[:0] for column in nothing)))] == [0] * 5


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 80), st.integers(0, 10_000))
def test_what_is_compiled_takes_the_same_and_nothing_overlaps(count, seed):
    generator = np.random.default_rng(seed)
    firsts = np.sort(generator.integers(0, 60, count))
    ends, zeros = firsts + generator.integers(1, 6, count), np.zeros(count, np.int32)
    spans = FoundSpans(zeros, firsts, ends, zeros, (generator.integers(0, 9, count) / 8).astype(np.float32))
    found, expected = choose(spans), choose_in_order(spans)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)
    assert (found.firsts[1:] >= found.ends[:-1]).all()
    assert (found.probabilities >= np.float32(LEAST)).all()
