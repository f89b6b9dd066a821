import pytest

from ner_model.linking.open_index import open_searchers
from ner_model.linking.open_readers import plain_readers
from ner_model.linking.ranker import load_ranker
from ner_model.linking.reader import NO_CONCEPT, read_name
from ner_model.linking.terminology import open_terminology


@pytest.fixture(scope="module")
def diseases(folder):
    return plain_readers(open_searchers(open_terminology(folder)), load_ranker())["Disease"]


def test_a_mention_is_its_likeliest_concept(diseases):
    read = diseases.read("Renal failures", False)
    assert (read.is_exact, read.any_exact) == (True, True)
    assert read.concept == read.candidates.concepts[0]


def test_a_mention_without_words_is_no_concept(diseases):
    assert diseases.read("±", False) == NO_CONCEPT


def test_a_mention_is_read_without_its_cause_where_that_is_a_name(diseases):
    assert read_name(diseases, "lithium-induced psychosis", False).concept == diseases.read("psychosis", False).concept
    whole = diseases.read("lithium-induced xyzzy", False)
    assert read_name(diseases, "lithium-induced xyzzy", False)[:5] == whole[:5]


def test_a_mention_without_its_cause_keeps_the_stems_that_it_had(diseases):
    whole = diseases.read("lithium-induced psychosis", False)
    assert read_name(diseases, "lithium-induced psychosis", False).stems == whole.stems
