"""What looks a mention up by itself: its candidates, and the likeliest of them."""

from typing import Any, NamedTuple, Protocol

from ner_model.linking.candidates import CONTEXT, FEATURES, Finder
from ner_model.linking.composites import key_of
from ner_model.linking.names_in_text import without_cause
from ner_model.linking.ranker import Chooser

_EXPANDED = len(FEATURES) + CONTEXT.index("expanded")


class Read(NamedTuple):
    """A mention as it was looked up: the row of the likeliest concept, -1 where there is none, and its probability.

    `is_exact`: whether the mention is a name of this concept but for its spelling; `any_exact`: of any that was found.
    `stems`: what names share that have the same stems. `candidates`: those that a `Context` may decide between, as it
    reads them: `Candidates` in Python; bytes where it is compiled, and then none of a mention that is sure.
    """

    concept: int
    probability: float
    is_exact: bool
    any_exact: bool
    stems: int
    candidates: Any


NO_CONCEPT = Read(-1, 0.0, False, False, 0, None)


class Reader(Protocol):
    """What looks up mentions of one label: `PlainReader`, or `NativeReader`."""

    def read(self, mention: str, is_expanded: bool) -> Read:
        """A mention, which is what an abbreviation stands for if it `is_expanded`."""

    def is_name(self, text: str) -> bool:
        """Whether a text is a name but for its spelling."""


class PlainReader:
    """A `Reader` of a finder and what chooses between the candidates."""

    def __init__(self, finder: Finder, ranker: Chooser):
        self._finder = finder
        self._ranker = ranker

    def read(self, mention: str, is_expanded: bool) -> Read:
        found = self._finder.find(mention)
        if not found.concepts:
            return NO_CONCEPT
        any_exact = any(map(found.is_exact, range(len(found.concepts))))
        found.features[:, _EXPANDED] = is_expanded
        kept, at, probability = self._ranker.choose(found)
        return Read(kept.concepts[at], probability, kept.is_exact(at), any_exact, key_of(mention), kept)

    def is_name(self, text: str) -> bool:
        return self._finder.has_name(text)


def read_name(reader: Reader, mention: str, is_expanded: bool) -> Read:
    """A mention as it is, and where it has no name as it is, what is left of it without its cause."""
    read = reader.read(mention, is_expanded)
    if "-" not in mention or read.any_exact or (effect := without_cause(mention)) == mention:
        return read
    shorter = reader.read(effect, is_expanded)
    return shorter._replace(stems=read.stems) if shorter.any_exact else read
