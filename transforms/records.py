"""What flows through a pipeline, and the tables it becomes."""

from typing import NamedTuple

import pyarrow as pa

from ner_model.tagger import Entity
from ner_model.text import TokenizedText


class InputFile(NamedTuple):
    """A file to read; `format` is the name of a file in `transforms/formats`, or None to go by content."""

    path: str
    format: str | None = None


class Section(NamedTuple):
    """A passage of a document, in code points of its text: title, abstract, body, caption, ..."""

    name: str
    start: int
    end: int


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


class TokenizedDocument(NamedTuple):
    """A document after `SplitSentences`."""

    document: Document
    tokens: TokenizedText


class AnnotatedDocument(NamedTuple):
    """A document after `TagDocuments`: counts of its sentences and tokens, and its entities in order."""

    document: Document
    sentences: int
    tokens: int
    entities: list[Entity]


_NAME = pa.dictionary(pa.int32(), pa.string())

ENTITIES = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("sentence", pa.int32(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("label", _NAME, nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("score", pa.float32(), nullable=False),
        pa.field("section", _NAME),
    ]
)

_SECTION = pa.struct(
    [
        pa.field("name", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
    ]
)

DOCUMENTS = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("text_sha256", pa.string(), nullable=False),
        pa.field("sentences", pa.int32(), nullable=False),
        pa.field("tokens", pa.int32(), nullable=False),
        pa.field("entities", pa.int32(), nullable=False),
        pa.field("sections", pa.list_(_SECTION), nullable=False),
        pa.field("version", pa.int32(), nullable=False),
        pa.field("flags", pa.list_(pa.string()), nullable=False),
    ]
)

DELETIONS = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("version", pa.int32(), nullable=False),
    ]
)

DEAD_LETTERS = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("doc_id", pa.string()),
        pa.field("step", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("detail", pa.string(), nullable=False),
        pa.field("record", pa.string(), nullable=False),
    ]
)


def printable(text: str) -> str:
    """A text as UTF-8 can hold it: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode()
