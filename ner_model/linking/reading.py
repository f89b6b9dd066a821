"""A mention as it is looked up by itself, and what the text around it is asked."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from ner_model.linking.link import NOT_LINKED, Link

SURE = 0.9  # what is more probable than this does not ask its text, and is what others ask about


class Reading(NamedTuple):
    """A mention as it is looked up by itself: the row of its likeliest concept, -1 where there is none.

    `is_exact`: whether it is a name of this concept, but for its spelling. `is_expanded`: whether it was found by what
    it stands for. `candidates`: those that a text may decide between, see `Read`. `link`: what the mention is in a text
    that has nothing to say of it. `is_composite`: whether it is known as several concepts.
    """

    concept: int
    probability: float
    is_exact: bool = False
    is_expanded: bool = False
    candidates: Any = None
    link: Link = NOT_LINKED
    is_composite: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether the text need not be asked."""
        return self.probability >= SURE or self.is_composite


NOTHING = Reading(-1, 0.0)


def sure_concepts(readings: Iterable[Reading]) -> Counter[int]:
    """How many of some mentions are surely which concept."""
    return Counter([reading.concept for reading in readings if reading.probability >= SURE])
