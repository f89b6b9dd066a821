import numpy as np
import pytest

from ner_model.linking.open_index import open_finders, open_searchers
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


def test_without_the_library_the_search_is_in_python(folder, monkeypatch):
    monkeypatch.setenv(LEVEL, NUMPY)
    terminology = open_terminology(folder)
    assert {type(each) for each in open_finders(terminology).values()} == {
        type(each) for each in open_searchers(terminology).values()
    }
