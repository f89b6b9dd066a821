from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model.linking.candidates import WIDTH, Candidates
from ner_model.linking.context import PlainContext
from ner_model.linking.native_context import NativeContext, packed
from ner_model.linking.native_ranker import fastest
from ner_model.linking.ranker import load_ranker
from ner_model.linking.terminology import open_terminology
from ner_model.native_library import library_in_use

pytestmark = pytest.mark.skipif(library_in_use() is None, reason="the library was not compiled")

ROWS = st.integers(0, 14)


@pytest.fixture(scope="module")
def contexts(folder):
    terminology, ranker = open_terminology(folder), load_ranker()
    return NativeContext(terminology, fastest(ranker)), PlainContext(terminology, ranker)


@settings(deadline=None, max_examples=300)
@given(st.lists(ROWS), st.lists(ROWS, min_size=1, max_size=8, unique=True), st.integers(0, 99))
def test_the_compiled_context_decides_the_same(contexts, sure, concepts, seed):
    features = np.random.default_rng(seed).integers(0, 2, (len(concepts), WIDTH)).astype(np.float32)
    features[:, -4:-1] = 0
    native, plain = contexts
    candidates, sure = Candidates(concepts, features), Counter(sure)
    found = native.decide(packed(candidates), native.around_of(sure))
    expected = plain.decide(candidates, plain.around_of(sure))
    assert (found is None) == (expected is None)
    assert found is None or found == (*expected[:2], pytest.approx(expected.probability, abs=1e-5))


def test_a_text_may_speak_of_more_than_there_was_room_for(contexts):
    native, _ = contexts
    native._make_room(1)
    candidates = packed(Candidates([3], np.zeros((1, WIDTH), np.float32)))
    sure = Counter(range(15))
    assert native.decide(candidates, native.around_of(sure)) is not None
