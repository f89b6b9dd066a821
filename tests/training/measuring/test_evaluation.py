import pytest

from ner_model.entity import Entity
from training.corpora.gold import GoldDocument, Mention
from training.corpora.measured import Measured
from training.measuring.evaluation import mentions_of, sentence_tags


def test_an_entity_that_is_not_the_text_at_its_place_is_refused():
    document = GoldDocument("7", "in Oslo", ())
    with pytest.raises(ValueError, match="7: 'n Os' at the place of"):
        mentions_of(document, [Entity(1, 5, "geo", "Oslo", 0.5, 0)])


def test_entities_are_compared_as_mentions():
    document = GoldDocument("7", "in Oslo", ())
    assert mentions_of(document, [Entity(3, 7, "geo", "Oslo", 0.5, 0)]) == [Mention(3, 7, "geo")]


def test_sentences_of_an_abstract_are_those_of_the_tagger():
    document = GoldDocument("7", "It was mild. NaCl helped.", (Mention(13, 17, "Chemical"),))
    measured = Measured("mine", [document], frozenset(["Chemical"]))
    assert sentence_tags(measured, [document.mentions]) == [
        ["O", "O", "O", "O"],
        ["B-Chemical", "O", "O"],
    ]
