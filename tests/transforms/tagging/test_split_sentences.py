from transforms.records import DeadLetter, Document
from transforms.tagging.split_sentences import split_sentences


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


def test_a_text_that_the_splitter_refuses_becomes_a_dead_letter(monkeypatch):
    def refuse(text):
        raise ValueError("lost a character")

    monkeypatch.setattr("transforms.tagging.split_sentences.tokenize", refuse)
    (output,) = split_sentences(Document("d1", "a#1", "x" * 2_000))
    assert output.value == DeadLetter("a#1", "d1", "split", "not_splittable", "lost a character", "x" * 1_000)
