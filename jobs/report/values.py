"""What a page shows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from transforms.writing.mentions import Mention

BANDS = ("score 0.9 or more", "score 0.6 to 0.9", "score under 0.6")
SURE, UNSURE = 0.9, 0.6  # where the bands meet


class Mark(NamedTuple):
    """An entity to highlight; `start` and `end` are code points of the whole text."""

    label: str
    score: float
    start: int
    end: int
    concept: str = ""


class Piece(NamedTuple):
    """A stretch of a text, and the entity that it is, if it is one."""

    text: str
    mark: Mark | None


class Shown(NamedTuple):
    """A document of the sample, `why` it is there, and the stretch `[first, last)` of its text that is shown."""

    doc_id: str
    source: str
    why: str
    pieces: Sequence[Piece]
    first: int
    last: int
    length: int
    entities: int
    flags: Sequence[str] = ()


class LabelSummary(NamedTuple):
    """Entities with a label; `tenths`: those that were surveyed, by score."""

    name: str
    entities: int
    mean: float
    tenths: Sequence[int]

    @property
    def sure(self) -> float:
        """The share with a score of 0.9 or more."""
        return self.tenths[9] / max(sum(self.tenths), 1)


class Reason(NamedTuple):
    """Dead letters with a reason, and what to do about them."""

    step: str
    reason: str
    letters: int
    remedy: str


class ShownLetter(NamedTuple):
    """A dead letter: file, number of the record in there if there is one, and what it begins with."""

    path: str
    record: str
    doc_id: str
    step: str
    reason: str
    detail: str
    excerpt: str
    remedy: str


class Input(NamedTuple):
    """A file that was read; `readable`: whether it could be."""

    path: str
    bytes: int
    readable: bool


class Page(NamedTuple):
    """`surveyed`: of how many entities scores and mentions are; `exact`: whether mentions are counted exactly.

    `facts` are names and values that are shown as they are; `warnings` come first on the page.
    """

    kind: str
    title: str
    when: str
    read_call: str
    documents: int
    files: int
    tokens: int
    entities: int
    letters: int
    speed: str
    warnings: Sequence[str]
    labels: Sequence[LabelSummary]
    surveyed: int
    mentions: Mapping[str, Sequence[Mention]]
    exact: bool
    reasons: Sequence[Reason]
    shown_letters: Sequence[ShownLetter]
    inputs: Sequence[Input]
    facts: Mapping[str, str]
