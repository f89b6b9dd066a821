"""Entities of texts to concepts of a terminology: `load_linker("mesh.terminology").link(texts, entities)`."""

import hashlib
import pathlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from ner_model.entity import Entity
from ner_model.linking.arrays import Floats
from ner_model.linking.candidates import FEATURES, Candidates
from ner_model.linking.link import NOT_LINKED, Link
from ner_model.linking.names_in_text import long_forms, names_beside, parts_of, without_cause
from ner_model.linking.open_index import open_searchers
from ner_model.linking.ranker import CONTEXT, Ranker, load_ranker
from ner_model.linking.terminology import Terminology, open_terminology

LEAST = 0.2  # a concept that is less probable is not named
_SURE = 0.9  # what is more probable than this does not ask its text, and is what others ask about
_PART_SURE = 0.7  # what each part of a mention of several concepts must be more probable than
_KEPT = 1 << 16  # mentions, some 2 KB each
_CANDIDATES = 8  # of a mention, that its text decides between


class Finder(Protocol):
    """What finds the candidates of a label."""

    def find(self, mention: str) -> Candidates: ...


class Reading(NamedTuple):
    """A mention as it is looked up by itself: its candidates, and by which way they were found.

    `related`: the candidates and what they are directly a kind of. `link`: what the mention is in a text that has
    nothing to say of it.
    """

    candidates: Candidates
    is_expanded: bool
    best: int
    probability: float
    related: frozenset[int] = frozenset()
    link: Link = NOT_LINKED


def load_linker(path: str | pathlib.Path) -> "Linker":
    """The linker of a terminology that `jobs.build_terminology` made; refused if the folder is none."""
    terminology = open_terminology(pathlib.Path(path))
    ranker = load_ranker()
    digest = hashlib.sha256(f"{terminology.digest}{ranker.digest()}".encode()).hexdigest()
    return Linker(terminology, open_searchers(terminology), ranker, digest)


class Linker:
    """Links the entities of a text to concepts, the same way whatever other texts there are.

    `digest` is the identity of all that links depend on: the terminology, what was learned, and the ranker.
    """

    def __init__(self, terminology: Terminology, searchers: Mapping[str, Finder], ranker: Ranker, digest: str = ""):
        self.digest = digest
        self._terminology = terminology
        self._searchers = searchers
        self._ranker = ranker
        self._readings: dict[tuple[str, str, bool], Reading] = {}
        self._parts: dict[tuple[str, str], list[Reading]] = {}
        self._relatives: dict[int, frozenset[int]] = {}

    def link(self, texts: Sequence[str], entities: Sequence[Sequence[Entity]]) -> list[list[Link]]:
        """What each entity of each text is, in their order."""
        return [self._link_text(text, those) for text, those in zip(texts, entities, strict=True)]

    def _link_text(self, text: str, entities: Sequence[Entity]) -> list[Link]:
        if not entities:
            return []
        readings = self.read(text, entities)
        sure = Counter(r.candidates.concepts[r.best] for r in readings.values() if r.probability >= _SURE)
        spoken_of = frozenset(sure).union(*map(self._above, sure))
        links = {key: self._decide(key, reading, sure, spoken_of) for key, reading in readings.items()}
        return [links[entity.label, entity.text] for entity in entities]

    def read(self, text: str, entities: Sequence[Entity]) -> dict[tuple[str, str], Reading]:
        """How each different mention of a text is looked up."""
        long, beside = long_forms(text, entities), names_beside(text, entities)
        readings = {}
        for entity in entities:
            key = entity.label, entity.text
            if key not in readings:
                readings[key] = self._read(*key, long.get(entity.text), beside.get(entity.text))
        return readings

    def _read(self, label: str, mention: str, long: str | None, beside: str | None) -> Reading:
        if long is not None:
            return self.look_up(label, long, True)
        reading = self.look_up(label, mention, False)
        if beside is None or (reading.best >= 0 and reading.candidates.is_exact(reading.best) and len(mention) > 5):
            return reading
        other = self.look_up(label, beside, True)
        return other if other.probability > max(reading.probability, LEAST) else reading

    def look_up(self, label: str, mention: str, is_expanded: bool) -> Reading:
        """The candidates of a mention by itself, and the most probable of them; kept for when it comes again."""
        key = label, mention, is_expanded
        if key not in self._readings:
            if len(self._readings) >= _KEPT:
                self._readings.clear()
            self._readings[key] = self._look_up(*key)
        return self._readings[key]

    def _look_up(self, label: str, mention: str, is_expanded: bool) -> Reading:
        if label not in self._searchers:
            return _NOTHING
        candidates = find_candidates(self._searchers[label], mention)
        if not candidates.concepts:
            return _NOTHING
        candidates = self._likeliest(candidates, is_expanded)
        probabilities = self._rank(candidates, context_of(candidates, is_expanded))
        best = int(np.argmax(probabilities))
        related = frozenset(candidates.concepts).union(*map(self._above, candidates.concepts))
        reading = Reading(candidates, is_expanded, best, float(probabilities[best]), related)
        return reading._replace(link=self._link(reading, best, reading.probability))

    def _likeliest(self, candidates: Candidates, is_expanded: bool) -> Candidates:
        if len(candidates.concepts) <= _CANDIDATES:
            return candidates
        scores = self._ranker.scores(np.hstack([candidates.features, context_of(candidates, is_expanded)]))
        kept = np.argsort(-scores, kind="stable")[:_CANDIDATES]
        return Candidates([candidates.concepts[at] for at in kept.tolist()], candidates.features[kept])

    def _decide(self, key: tuple[str, str], reading: Reading, sure: Counter[int], spoken_of: frozenset[int]) -> Link:
        """What a mention is, by itself if it is sure or its text does not speak of what it may be."""
        if reading.probability >= _SURE:
            return reading.link
        if parts := self._read_parts(*key):
            return self._join(parts)
        if reading.best < 0 or reading.related.isdisjoint(spoken_of):
            return reading.link
        context = context_of(reading.candidates, reading.is_expanded)
        self.add_context(context, reading.candidates, sure)
        probabilities = self._rank(reading.candidates, context)
        best = int(np.argmax(probabilities))
        return self._link(reading, best, float(probabilities[best]))

    def _rank(self, candidates: Candidates, context: Floats) -> Floats:
        features = np.hstack([candidates.features, context])
        return self._ranker.probabilities(features, np.array([0, len(features)]))

    def add_context(self, context: Floats, candidates: Candidates, sure: Counter[int]) -> None:
        """What the sure mentions of the text say of each candidate."""
        if not sure:
            return
        above = frozenset().union(*(self._above(concept) for concept in sure))
        for line, concept in zip(context, candidates.concepts, strict=True):
            line[0] = np.log1p(sure[concept])
            line[1] = concept in above
            line[2] = not self._above(concept).isdisjoint(sure)

    def _above(self, concept: int) -> frozenset[int]:
        if concept not in self._relatives:
            if len(self._relatives) >= _KEPT:
                self._relatives.clear()
            self._relatives[concept] = self._terminology.above(concept)
        return self._relatives[concept]

    def _read_parts(self, label: str, mention: str) -> list[Reading]:
        """The parts of a mention that is several, if each of them is a name by itself."""
        key = label, mention
        if key not in self._parts:
            if len(self._parts) >= _KEPT:
                self._parts.clear()
            ways = ([self.look_up(label, part, False) for part in parts] for parts in parts_of(mention))
            self._parts[key] = next((way for way in ways if all(r.probability >= _PART_SURE for r in way)), [])
        return self._parts[key]

    def _join(self, parts: list[Reading]) -> Link:
        concepts = list(dict.fromkeys(reading.candidates.concepts[reading.best] for reading in parts))
        score = float(np.prod([reading.probability for reading in parts]))
        ids, names = zip(*(self._terminology.concept(concept) for concept in concepts), strict=True)
        return Link(ids, names, score, "fuzzy")

    def _link(self, reading: Reading, best: int, probability: float) -> Link:
        if probability < LEAST:
            return NOT_LINKED
        concept_id, name = self._terminology.concept(reading.candidates.concepts[best])
        exact = "exact" if reading.candidates.is_exact(best) else "fuzzy"
        return Link((concept_id,), (name,), probability, "abbreviation" if reading.is_expanded else exact)


_NOTHING = Reading(Candidates([], np.zeros((0, len(FEATURES)), np.float32)), False, -1, 0.0)


def find_candidates(searcher: Finder, mention: str) -> Candidates:
    """The candidates of a mention; where it has no name as it is, of what is left without its cause."""
    found = searcher.find(mention)
    effect = without_cause(mention)
    if effect != mention and not any(found.is_exact(number) for number in range(len(found.concepts))):
        shorter = searcher.find(effect)
        return shorter if any(shorter.is_exact(number) for number in range(len(shorter.concepts))) else found
    return found


def context_of(candidates: Candidates, is_expanded: bool) -> Floats:
    """The features of candidates in a text that says nothing of them."""
    context = np.zeros((len(candidates.concepts), len(CONTEXT)), np.float32)
    context[:, CONTEXT.index("expanded")] = is_expanded
    return context
