import apache_beam as beam
from apache_beam.metrics import MetricsFilter
from apache_beam.testing.util import assert_that, equal_to

from transforms.records import Document, Section
from transforms.tagging.split_sentences import SplitSentences, split_sentences


def test_a_document_keeps_its_text_and_gains_tokens():
    (tokenized,) = split_sentences(Document("d1", "a#1", "One. Two three."))
    assert tokenized.document.text == "One. Two three."
    assert tokenized.tokens.words == ["One", ".", "Two", "three", "."]
    assert tokenized.tokens.first_tokens.tolist() == [0, 2, 5]


def test_a_blank_document_has_no_sentences():
    for text in ("", " \n\t"):
        (tokenized,) = split_sentences(Document("d1", "a#1", text))
        assert tokenized.tokens.words == []


def test_a_lone_surrogate_becomes_a_dead_letter():
    (output,) = split_sentences(Document("d1", "a#1", "bad \ud800 text"))
    letter = output.value
    assert output.tag == "dead_letters"
    assert letter[:4] == ("a#1", "d1", "split", "lone_surrogate")
    assert letter.record == "bad \ud800 text"


def test_no_sentence_crosses_the_border_of_a_section():
    sections = (Section("title", 0, 7), Section("abstract", 8, 19))
    (tokenized,) = split_sentences(Document("d1", "a#1", "On rats They sleep.", sections))
    assert tokenized.tokens.first_tokens.tolist() == [0, 2, 5]


def test_what_a_plain_rule_split_is_counted_and_costs_no_document(monkeypatch):
    monkeypatch.setattr("ner_model.sentences.sentencex.segment", lambda language, text: ["nothing of it"])
    with beam.Pipeline() as pipeline:
        split = (
            pipeline | beam.Create([Document("d1", "a#1", "One. Two."), Document("d2", "a#2", "")]) | SplitSentences()
        )
        assert_that(split.documents | beam.Map(lambda document: len(document.tokens.sentence_starts)), equal_to([2, 0]))
    (counter,) = pipeline.result.metrics().query(MetricsFilter().with_name("plain_pieces"))["counters"]
    assert counter.result == 1
