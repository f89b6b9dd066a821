"""What is in a range of a snapshot: counts, scores, mentions, sentences to show, and what has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.writing.mentions import Mention
from transforms.writing.parquet_files import FileWritten


@dataclass(frozen=True)
class LabelSum:
    """Entities with a label, and the sum of their scores."""

    count: int
    scores: float


class Mark(NamedTuple):
    """An entity in a sentence; positions are counted from where the sentence starts."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Example:
    """A sentence with its entities."""

    doc_id: str
    sentence: str
    entities: tuple[Mark, ...]


@dataclass(frozen=True)
class Described:
    """What rows are like. `score_tenths`: entities by the first digit of their score."""

    documents: int
    entities: int
    tokens: int
    empty_texts: int
    labels: Mapping[str, LabelSum]
    score_tenths: tuple[int, ...]
    flags: Mapping[str, int]
    mentions: tuple[Mention, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Compared:
    """What has changed since the snapshot before. `gone`: keys that are no more, though nothing deleted them."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: tuple[str, ...] = ()
    gone_by_file: Mapping[str, int] = field(default_factory=dict)
    gained: tuple[Mention, ...] = ()
    lost: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Collided:
    """Documents that are not kept because another file has their id and another text.

    `unordered`: of the same run, so that nothing says which of the two is newer; `overtaken`: of an earlier one.
    """

    unordered: int = 0
    overtaken: int = 0
    unordered_examples: tuple[str, ...] = ()
    overtaken_examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class RangeFacts:
    """`found`: documents that went in; they came out, are `older` than others, or rows of `deleted` keys.

    Of a night alone: `voided`, what the documents were like that the night replaces or deletes; `replacing`, what the
    new ones of them are like; `kept`, how many others with their keys stay as they are.
    """

    range: int
    files: tuple[FileWritten, ...]
    found: int
    deleted: int
    older: int
    deleted_rows: int
    described: Described
    compared: Compared
    collided: Collided = Collided()
    voided: Described | None = None
    replacing: Described | None = None
    kept: int = 0
