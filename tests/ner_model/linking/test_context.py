from collections import Counter

import numpy as np
import pytest

from ner_model.linking.candidates import CONTEXT, FEATURES, WIDTH, Candidates
from ner_model.linking.context import PlainContext
from ner_model.linking.ranker import load_ranker
from ner_model.linking.terminology import open_terminology


@pytest.fixture(scope="module")
def terminology(folder):
    return open_terminology(folder)


@pytest.fixture
def context(terminology):
    return PlainContext(terminology, load_ranker())


@pytest.fixture
def rows(terminology):
    """The rows of some concepts."""

    def rows(*ids):
        every = terminology.ids.to_pylist()
        return [every.index(each) for each in ids]

    return rows


def test_a_text_says_of_each_candidate_how_it_is_related_to_what_is_sure(context, rows):
    disease, failure, acute, breast = rows("D0", "D1", "D2", "D3")
    candidates = Candidates([disease, failure, acute, breast], np.zeros((4, WIDTH), np.float32))
    features = context.features(candidates, context.around_of(Counter({failure: 3})))
    found = [dict(zip(CONTEXT, line[len(FEATURES) :].tolist(), strict=True)) for line in features]
    assert [each["elsewhere"] for each in found] == pytest.approx([0, np.log(4), 0, 0])
    assert [each["above"] for each in found] == [1, 0, 0, 0]
    assert [each["below"] for each in found] == [0, 0, 1, 0]


def test_a_text_that_speaks_of_no_candidate_decides_nothing(context, rows):
    candidates = Candidates(rows("D3"), np.zeros((1, WIDTH), np.float32))
    assert context.decide(candidates, context.around_of(Counter(rows("D1")))) is None
    assert context.decide(candidates, context.around_of(Counter())) is None


def test_what_a_text_speaks_of_is_more_probable(context, rows):
    candidates = Candidates(rows("D1", "D4"), np.zeros((2, WIDTH), np.float32))
    before, after = (
        context.decide(candidates, context.around_of(Counter(rows(*sure)))) for sure in (["D0"], ["D4", "D4", "D4"])
    )
    assert [after.concept] == rows("D4")
    assert after.probability > before.probability
