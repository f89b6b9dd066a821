"""Annotated documents for tests."""

from ner_model.tagger import Entity
from transforms.records import AnnotatedDocument, Document


def annotated(doc_id: str, text: str = "Zinc x.", source: str = "a#1", version: int = 1) -> AnnotatedDocument:
    """Each capitalised word is a chemical; the text is one sentence."""
    words, start = [], 0
    for word in text.split(" "):
        if word[:1].isupper():
            words.append(Entity(start, start + len(word), "Chemical", word, 0.5, 0))
        start += len(word) + 1
    return AnnotatedDocument(Document(doc_id, source, text, version=version), 1, len(text.split()), words)
