import pytest

from ner_model.linking.native_context import packed
from ner_model.linking.open_index import open_searchers
from ner_model.linking.open_readers import open_readers, plain_readers
from ner_model.linking.ranker import load_ranker
from ner_model.linking.reader import Read
from ner_model.linking.reading import SURE
from ner_model.linking.terminology import open_terminology
from ner_model.native_library import LEVEL, LEVELS, NUMPY, levels, library_in_use
from tests.ner_model.linking.mentions import MENTIONS

LIBRARY = library_in_use()
needs_library = pytest.mark.skipif(LIBRARY is None, reason="the library was not compiled")


@pytest.fixture(scope="module")
def terminology(folder):
    return open_terminology(folder)


@pytest.fixture(scope="module")
def plain(terminology):
    return plain_readers(open_searchers(terminology), load_ranker())


def is_tie(read: Read) -> bool:
    """Whether another candidate is the same in all that the ranker sees, so that NumPy's rounding decides."""
    lines = read.candidates.features
    best = lines[read.candidates.concepts.index(read.concept)]
    return bool((lines == best).all(axis=1).sum() > 1)


@needs_library
@pytest.mark.parametrize("is_expanded", [False, True])
@pytest.mark.parametrize("label", ["Chemical", "Disease", "Species"])
def test_the_compiled_reader_reads_the_same(terminology, plain, label, is_expanded):
    readers, _ = open_readers(terminology, load_ranker())
    for mention in MENTIONS:
        found, expected = readers[label].read(mention, is_expanded), plain[label].read(mention, is_expanded)
        assert found.concept == expected.concept or is_tie(expected), mention
        assert found[2:5] == expected[2:5], mention
        assert found.probability == pytest.approx(expected.probability, abs=1e-5)
        if found.probability < SURE:
            assert found.candidates == (expected.candidates and packed(expected.candidates)), mention


@needs_library
def test_a_mention_that_is_sure_keeps_no_candidates(terminology):
    readers, _ = open_readers(terminology, load_ranker())
    read = readers["Disease"].read("kidney failure", False)
    assert read.probability >= SURE
    assert read.candidates is None


@needs_library
@pytest.mark.parametrize("level", levels(LIBRARY) if LIBRARY else LEVELS)
def test_every_level_gives_the_same_probabilities(terminology, monkeypatch, level):
    best, _ = open_readers(terminology, load_ranker())
    monkeypatch.setenv(LEVEL, level)
    readers, _ = open_readers(terminology, load_ranker())
    probabilities = [[those["Disease"].read(each, False).probability for each in MENTIONS] for those in (readers, best)]
    assert probabilities[0] == probabilities[1]


@needs_library
@pytest.mark.parametrize("text", ["renal failures", "Renal Disorder", "kidney xyzzy", "", "\ud800", "β kidney"])
def test_the_compiled_reader_knows_the_same_names(terminology, plain, text):
    readers, _ = open_readers(terminology, load_ranker())
    assert readers["Disease"].is_name(text) == plain["Disease"].is_name(text)


def test_without_the_library_the_reader_is_in_python(terminology, plain, monkeypatch):
    monkeypatch.setenv(LEVEL, NUMPY)
    readers, _ = open_readers(terminology, load_ranker())
    assert {type(each) for each in readers.values()} == {type(each) for each in plain.values()}
