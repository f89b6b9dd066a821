"""A mention as it is looked up by itself, and what a text speaks of around it."""

from collections import Counter
from typing import NamedTuple

from ner_model.linking.candidates import NO_CANDIDATES, Candidates, Finder
from ner_model.linking.link import NOT_LINKED, Link
from ner_model.linking.names_in_text import without_cause

SURE = 0.9  # what is more probable than this does not ask its text, and is what others ask about


class Around(NamedTuple):
    """What a text speaks of: the concepts of its sure mentions, with how many, what these are directly a kind of, and
    all of them."""

    sure: Counter[int]
    above: frozenset[int]
    spoken_of: frozenset[int]


class Reading(NamedTuple):
    """A mention as it is looked up by itself: its candidates, and by which way they were found.

    `link`: what the mention is in a text that has
    nothing to say of it. `is_composite`: whether it is known as several concepts.
    """

    candidates: Candidates
    is_expanded: bool
    best: int
    probability: float
    link: Link = NOT_LINKED
    is_composite: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether the text need not be asked."""
        return self.probability >= SURE or self.is_composite

    @property
    def is_exact(self) -> bool:
        """Whether it is a name of the most probable concept, but for its spelling."""
        return self.best >= 0 and self.candidates.is_exact(self.best)


NOTHING = Reading(NO_CANDIDATES, False, -1, 0.0)


def find_candidates(searcher: Finder, mention: str) -> Candidates:
    """The candidates of a mention; where it has no name as it is, of what is left without its cause."""
    found = searcher.find(mention)
    effect = without_cause(mention) if "-" in mention else mention
    if effect != mention and not any(found.is_exact(number) for number in range(len(found.concepts))):
        shorter = searcher.find(effect)
        return shorter if any(shorter.is_exact(number) for number in range(len(shorter.concepts))) else found
    return found
