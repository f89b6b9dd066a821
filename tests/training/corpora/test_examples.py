from training.corpora.examples import example
from training.corpora.gold import GoldDocument, Mention


def test_a_mention_without_concept_has_an_empty_one():
    document = GoldDocument("1", "Oslo", (Mention(0, 4, "geo"),))
    mention = {"start": 0, "end": 4, "label": "geo", "concept": ""}
    assert example(document) == {"doc_id": "1", "text": "Oslo", "mentions": [mention]}
