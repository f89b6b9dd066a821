import pytest

from ner_model.errors import Refused
from training.corpora.formats.bioc_passages import Passage, document_of


def test_what_lies_between_passages_is_white_space():
    assert document_of("7", [Passage([(0, "A")], []), Passage([(4, "B"), (6, "C")], [])], "a:1").text == "A   B C"


def test_passages_may_share_white_space():
    assert document_of("7", [Passage([(0, "A \n")], []), Passage([(2, "B")], [])], "a:1").text == "A B"


def test_passages_that_overlap_are_refused():
    with pytest.raises(Refused, match="a:1: a passage of document 7 begins before"):
        document_of("7", [Passage([(0, "A lute")], []), Passage([(3, "B")], [])], "a:1")
