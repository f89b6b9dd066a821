import time

import numpy as np
import pytest

from ner_model.linking.arrays import lists_from
from ner_model.linking.candidates import Learned, Searcher
from ner_model.linking.name_index import build_index
from ner_model.linking.native_candidates import NativeSearcher
from ner_model.linking.open_index import open_finders, open_searchers
from ner_model.linking.synonyms import SimilarWords
from ner_model.linking.terminology import open_terminology
from ner_model.native_library import LEVEL, NUMPY, library_in_use
from tests.ner_model.linking.mentions import MENTIONS

pytestmark = pytest.mark.skipif(library_in_use() is None, reason="the library was not compiled")


@pytest.mark.parametrize("label", ["Chemical", "Disease", "Species"])
def test_the_compiled_search_finds_the_same_with_the_same_features(folder, label):
    terminology = open_terminology(folder)
    native, plain = open_finders(terminology)[label], open_searchers(terminology)[label]
    for mention in MENTIONS:
        found, expected = native.find(mention), plain.find(mention)
        assert list(found.concepts) == expected.concepts, mention
        assert np.array_equal(found.features, expected.features), mention


@pytest.mark.parametrize(
    "mention", ["renal failures", "ailing kidneys", "Renal Disorder", "kidney xyzzy", "", "\ud800"]
)
def test_the_compiled_search_knows_the_same_names(folder, mention):
    terminology = open_terminology(folder)
    native, plain = open_finders(terminology)["Disease"], open_searchers(terminology)["Disease"]
    assert native.has_name(mention) == plain.has_name(mention)


def test_a_word_is_found_again_as_before(folder):
    native = open_finders(open_terminology(folder))["Disease"]
    first = native.find("kidny stones")
    native.find("breast canser")
    assert np.array_equal(native.find("kidny stones").features, first.features)


def searchers_of(name, count, priors):
    """The compiled search and the one in Python, of many concepts with one name."""
    index = build_index([name] * count, np.arange(count))
    similar = SimilarWords(index, lists_from([[] for _ in index.words]), np.zeros(0, np.float32))
    learned = Learned(np.zeros(count, np.float32), priors, np.zeros(count, np.int32))
    parts = "Disease", index, similar, learned
    return NativeSearcher(library_in_use(), *parts), Searcher(*parts)


def test_a_name_that_many_concepts_have_is_found_at_once():
    native, plain = searchers_of("liver toxicity", 12_000, {})
    start = time.process_time()
    found = native.find("liver toxicity")
    assert time.process_time() - start < 0.3
    expected = plain.find("liver toxicity")
    assert found.concepts == expected.concepts
    assert np.array_equal(found.features, expected.features)


def test_counts_that_are_large_are_the_same_features():
    native, plain = searchers_of("liver toxicity", 20, {row: 4_096.0 + row for row in range(20)})
    assert np.array_equal(native.find("liver toxicity").features, plain.find("liver toxicity").features)


def test_without_the_library_the_search_is_in_python(folder, monkeypatch):
    monkeypatch.setenv(LEVEL, NUMPY)
    terminology = open_terminology(folder)
    assert {type(each) for each in open_finders(terminology).values()} == {
        type(each) for each in open_searchers(terminology).values()
    }
