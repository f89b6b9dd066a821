"""Which candidate of a mention its text speaks of, where the mention by itself is not sure."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from ner_model.linking.arrays import Floats
from ner_model.linking.candidates import CONTEXT, FEATURES, Candidates
from ner_model.linking.ranker import Chooser
from ner_model.linking.terminology import Terminology

_KEPT = 1 << 16  # concepts whose parents are kept
_ELSEWHERE, _ABOVE, _BELOW, _EXPANDED = range(len(FEATURES), len(FEATURES) + len(CONTEXT))


class Decided(NamedTuple):
    """The concept that a mention is in its text, whether it is a name of it but for its spelling, and how probable."""

    concept: int
    is_exact: bool
    probability: float


class Context(Protocol):
    """What decides between candidates by the sure mentions of a text: `PlainContext`, or `NativeContext`."""

    def around_of(self, sure: Counter[int]) -> Any:
        """What a text speaks of, by how many of its mentions are surely which concept."""

    def decide(self, candidates: Any, around: Any) -> Decided | None:
        """What a mention with some candidates is; None where the text speaks of none of them."""


class Around(NamedTuple):
    """What a text speaks of: the concepts of its sure mentions, with how many, what these are directly a kind of, and
    all of them."""

    sure: Counter[int]
    above: frozenset[int]
    spoken_of: frozenset[int]


class PlainContext:
    """A `Context` in Python."""

    def __init__(self, terminology: Terminology, ranker: Chooser):
        self._terminology = terminology
        self._ranker = ranker
        self._relatives: dict[int, frozenset[int]] = {}

    def around_of(self, sure: Counter[int]) -> Around:
        above: frozenset[int] = frozenset().union(*map(self._above, sure))
        return Around(sure, above, above.union(sure))

    def decide(self, candidates: Candidates, around: Around) -> Decided | None:
        if not self._is_spoken_of(candidates.concepts, around.spoken_of):
            return None
        chosen = self._ranker.choose(Candidates(candidates.concepts, self.features(candidates, around)))
        return Decided(candidates.concepts[chosen.at], candidates.is_exact(chosen.at), chosen.probability)

    def features(self, candidates: Candidates, around: Around) -> Floats:
        """The features of candidates with what the sure mentions of their text say of each."""
        features = candidates.features.copy()
        for line, concept in zip(features, candidates.concepts, strict=True):
            if concept in around.spoken_of:
                line[_ELSEWHERE] = math.log1p(around.sure[concept])
                line[_ABOVE] = concept in around.above
            line[_BELOW] = not self._above(concept).isdisjoint(around.sure)
        return features

    def _is_spoken_of(self, concepts: Sequence[int], spoken_of: frozenset[int]) -> bool:
        """Whether a text speaks of one of some concepts, or of what one is directly a kind of."""
        if not spoken_of:
            return False
        return not spoken_of.isdisjoint(concepts) or not all(map(spoken_of.isdisjoint, map(self._above, concepts)))

    def _above(self, concept: int) -> frozenset[int]:
        if concept not in self._relatives:
            if len(self._relatives) >= _KEPT:
                self._relatives.clear()
            self._relatives[concept] = self._terminology.above(concept)
        return self._relatives[concept]
