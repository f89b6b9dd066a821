"""Sentences and tokens of a document, as the job and Python find them."""

from ner_model.text import tokenize
from transforms.records import DeadLetter, Document, TokenizedDocument, letter_about


def tokenize_document(document: Document) -> TokenizedDocument | DeadLetter:
    """Sentences end where a section begins or ends; a text that is no Unicode text becomes a dead letter."""
    try:
        for text in (document.doc_id, document.text):
            text.encode()
    except UnicodeEncodeError as error:
        return letter_about(document, "split", "lone_surrogate", str(error))
    return TokenizedDocument(document, tokenize(document.text, borders_of(document)))


def borders_of(document: Document) -> set[int]:
    """Where its sections begin and end, in code points.

    >>> from transforms.records import Section
    >>> sorted(borders_of(Document("1", "a#1", "On rats They sleep.", (Section("title", 0, 7),))))
    [0, 7]
    """
    return {at for section in document.sections for at in (section.start, section.end)}
