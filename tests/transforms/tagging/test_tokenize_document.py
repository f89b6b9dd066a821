from transforms.records import DeadLetter, Document, Section
from transforms.tagging.tokenize_document import tokenize_document


def test_a_section_ends_a_sentence_that_has_no_full_stop():
    sections = (Section("title", 0, 7), Section("abstract", 8, 19))
    outcome = tokenize_document(Document("d1", "a#1", "On rats They sleep.", sections))
    assert outcome.tokens.first_tokens.tolist() == [0, 2, 5]


def test_half_a_character_in_text_or_id_becomes_a_dead_letter():
    for doc_id, text in (("d1", "bad \ud800 text"), ("d\ud800", "text")):
        letter = tokenize_document(Document(doc_id, "a#1", text))
        assert isinstance(letter, DeadLetter)
        assert letter[:4] == ("a#1", doc_id, "split", "lone_surrogate")
