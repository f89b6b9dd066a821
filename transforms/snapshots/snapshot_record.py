"""The record of a snapshot, `snapshot.json`: what it was made of, what is in it, and what the gate said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.snapshots.facts import Example
from transforms.storage import read_json
from transforms.writing.mentions import Mention


@dataclass(frozen=True)
class LabelFacts:
    """Entities with a label, and their mean score."""

    count: int
    score: float


class DocumentCounts(NamedTuple):
    """Documents of a run: as its record counts them, and as there are rows in its files."""

    recorded: int
    rows: int


@dataclass(frozen=True)
class Breach:
    """Why a snapshot is held: `text` says what moved in plain words."""

    check: str
    text: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is in a snapshot, and what has changed since the one before; see `RangeFacts`."""

    found: int
    older: int
    deleted: int
    deleted_rows: int
    documents: int
    entities: int
    tokens: int
    empty_texts: int
    added: int
    changed: int
    unchanged: int
    labels: Mapping[str, LabelFacts]
    score_tenths: tuple[int, ...]
    flags: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    gone_by_file: Mapping[str, int] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    gained: tuple[Mention, ...] = ()
    lost: tuple[Mention, ...] = ()
    examples: tuple[Example, ...] = ()
    duplicates: tuple[str, ...] = ()
    unordered: int = 0
    overtaken: int = 0
    unordered_examples: tuple[str, ...] = ()
    overtaken_examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SnapshotRecord(Facts):
    """`runs`: documents by run id; `inputs`: how many files count; `year`: PubMed's, 0 without its files.

    `superseded`: those files of `gone_by_file` that a new baseline has replaced.
    `previous`, `breaches`, `published` and `forced` are what the gate said.
    """

    snapshot_id: str
    fingerprint: str
    year: int
    models: tuple[str, ...]
    runs: Mapping[str, DocumentCounts]
    inputs: int
    dead_letters_by_reason: Mapping[str, int]
    tokens_per_second: Mapping[str, int]
    superseded: tuple[str, ...] = ()
    started: float = 0.0
    seconds: float = 0.0
    previous: str | None = None
    breaches: tuple[Breach, ...] = ()
    published: bool = False
    forced: bool = False


def read_snapshot_record(path: str) -> SnapshotRecord:
    """Raises `Refused` if the record is damaged."""
    return read_json(path, SnapshotRecord, "remove the folder or the report that it belongs to, and compact again")
