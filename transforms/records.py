"""What flows through a pipeline."""

from typing import NamedTuple

from ner_model.entity import Entity
from ner_model.linking.link import Link
from ner_model.text import TokenizedText


class InputFile(NamedTuple):
    """A file to read.

    `format` is the name of a format, None to go by content. `doc_id` is the id of the file if it is one document: its
    path below what the user has named; empty for its name alone.
    """

    path: str
    format: str | None = None
    doc_id: str = ""


class Place(NamedTuple):
    """Where a record comes from: the path of its file, and its number in there, counted from 1."""

    path: str
    record: int


class Section(NamedTuple):
    """A passage of a document, in code points of its text.

    `name` is its kind, whatever its author calls it: title, abstract, introduction, methods, results, caption, table,
    ...; `heading` is what it stands under, as written, or the label of a figure or table.
    """

    name: str
    start: int
    end: int
    heading: str | None = None


class Document(NamedTuple):
    """`source` is `PATH#NUMBER`, the number of the record in its file counted from 1.

    `flags` are the corrections that its source names, in its words: `RetractionIn`, `ErratumIn`, ...
    """

    doc_id: str
    source: str
    text: str
    sections: tuple[Section, ...] = ()
    version: int = 1
    flags: tuple[str, ...] = ()


class Deletion(NamedTuple):
    """Says that a version of a document, and all before it, are to be forgotten."""

    doc_id: str
    source: str
    version: int = 1


class DeadLetter(NamedTuple):
    """A record that could not be tagged: `reason` is a short stable code, `record` its first 1,000 characters."""

    source: str
    doc_id: str | None
    step: str
    reason: str
    detail: str
    record: str


EXCERPT = 1000  # characters of a bad record, and of what is wrong with it, that are kept


def letter_about(document: Document, step: str, reason: str, detail: str) -> DeadLetter:
    """The dead letter of a document that was read and that a later step could not go on with."""
    return DeadLetter(document.source, document.doc_id, step, reason, detail[:EXCERPT], document.text[:EXCERPT])


class TokenizedDocument(NamedTuple):
    """A document after `SplitSentences`."""

    document: Document
    tokens: TokenizedText


class AnnotatedDocument(NamedTuple):
    """A document after `TagDocuments`: counts of its sentences and tokens, and its entities in order.

    `links` has one for each entity after `LinkEntities`, and is empty without.
    """

    document: Document
    sentences: int
    tokens: int
    entities: list[Entity]
    links: tuple[Link, ...] = ()


def place_of(source: str) -> Place:
    """
    >>> place_of("in/a#b.jsonl#3")
    Place(path='in/a#b.jsonl', record=3)
    """
    path, _, record = source.rpartition("#")
    return Place(path, int(record))


def printable(text: str) -> str:
    """A text as UTF-8 can hold it: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode()
