"""Annotated documents and dead letters as rows of the three tables, a column at a time."""

import hashlib
from bisect import bisect_right
from typing import Any

import pyarrow as pa

from ner_model.tagger import Entity
from transforms.records import (
    DEAD_LETTERS,
    DELETIONS,
    DOCUMENTS,
    ENTITIES,
    AnnotatedDocument,
    DeadLetter,
    Deletion,
    Section,
    printable,
)


def entity_rows(annotated: list[AnnotatedDocument]) -> pa.Table:
    """One row per entity, in the order of the documents."""
    entities = [entity for document in annotated for entity in document.entities]
    columns = {
        "doc_id": [document.document.doc_id for document in annotated for _ in document.entities],
        "sentence": [entity.sentence for entity in entities],
        "start": [entity.start for entity in entities],
        "end": [entity.end for entity in entities],
        "label": [entity.label for entity in entities],
        "text": [entity.text for entity in entities],
        "score": [entity.score for entity in entities],
        "section": [name for document in annotated for name in _sections_of_entities(document)],
    }
    return pa.Table.from_pydict(columns, schema=ENTITIES)


def document_rows(annotated: list[AnnotatedDocument]) -> pa.Table:
    """One row per document, with entities or without."""
    documents = [document.document for document in annotated]
    columns = {
        "doc_id": [document.doc_id for document in documents],
        "source": [printable(document.source) for document in documents],
        "text": [document.text for document in documents],
        "text_sha256": [hashlib.sha256(document.text.encode()).hexdigest() for document in documents],
        "sentences": [document.sentences for document in annotated],
        "tokens": [document.tokens for document in annotated],
        "entities": [len(document.entities) for document in annotated],
        "sections": [[section._asdict() for section in document.sections] for document in documents],
        "version": [document.version for document in documents],
        "flags": [document.flags for document in documents],
    }
    return pa.Table.from_pydict(columns, schema=DOCUMENTS)


def entity_of(row: dict[str, Any]) -> Entity:
    """The entity of a row."""
    return Entity(row["start"], row["end"], row["label"], row["text"], row["score"], row["sentence"])


def deletion_rows(deletions: list[Deletion]) -> pa.Table:
    columns = {name: [getattr(deletion, name) for deletion in deletions] for name in Deletion._fields}
    columns["source"] = [printable(source) for source in columns["source"]]
    return pa.Table.from_pydict(columns, schema=DELETIONS)


def dead_letter_rows(letters: list[DeadLetter]) -> pa.Table:
    """One row per dead letter; what is no Unicode text is written with question marks."""
    printed = [DeadLetter(*(field and printable(field) for field in letter)) for letter in letters]
    columns = {name: [getattr(letter, name) for letter in printed] for name in DeadLetter._fields}
    return pa.Table.from_pydict(columns, schema=DEAD_LETTERS)


def section_at(sections: tuple[Section, ...], position: int) -> str | None:
    """Name of the section that holds a position; the sections are in order and do not overlap.

    >>> section_at((Section("title", 0, 7), Section("abstract", 8, 40)), 12)
    'abstract'
    """
    number = bisect_right(sections, position, key=lambda section: section.start) - 1
    if number < 0 or position >= sections[number].end:
        return None
    return sections[number].name


def _sections_of_entities(annotated: AnnotatedDocument) -> list[str | None]:
    sections = annotated.document.sections
    return [section_at(sections, entity.start) for entity in annotated.entities]
