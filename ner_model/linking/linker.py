"""Entities of texts to concepts of a terminology: `load_linker("mesh.terminology").link(texts, entities)`."""

import hashlib
import itertools
import math
import pathlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ner_model.entity import Entity
from ner_model.linking.composites import Several
from ner_model.linking.context import Context
from ner_model.linking.link import NOT_LINKED, Link
from ner_model.linking.names_in_text import compounds_of, induced, long_forms, names_beside, parts_of
from ner_model.linking.open_index import open_all_composites
from ner_model.linking.open_readers import open_readers
from ner_model.linking.ranker import load_ranker
from ner_model.linking.reader import Reader, read_name
from ner_model.linking.reading import NOTHING, Reading, sure_concepts
from ner_model.linking.terminology import Terminology, open_terminology

LEAST = 0.5  # a concept that is less probable is more likely wrong than right, and not named
_BESIDE = 0.1  # what a name beside a mention must be more probable than to stand for it
_PART_SURE = 0.7  # what each part of a mention of several concepts must be more probable than
_COMPOUND = ("Disease",)  # labels of mentions such as "haemorrhagic myocarditis"
_KEPT = 1 << 16  # mentions, some 1 KB each


def load_linker(path: str | pathlib.Path, least: float = LEAST) -> "Linker":
    """The linker of a terminology that `jobs.build_terminology` made; refused if the folder is none.

    A concept that is less probable than `least` is not named.
    """
    terminology = open_terminology(pathlib.Path(path))
    ranker = load_ranker()
    digest = hashlib.sha256(f"{terminology.digest}{ranker.digest()}{least}".encode()).hexdigest()
    readers, context = open_readers(terminology, ranker)
    return Linker(terminology, readers, context, open_all_composites(terminology), digest, least)


class Linker:
    """Links the entities of a text to concepts, the same way whatever other texts there are.

    `digest` is the identity of all that links depend on: the terminology, what was learned, and the ranker.
    """

    def __init__(
        self,
        terminology: Terminology,
        readers: Mapping[str, Reader],
        context: Context,
        composites: Mapping[str, Several] = MappingProxyType({}),
        digest: str = "",
        least: float = LEAST,
    ):
        self.digest = digest
        self._least = least
        self._composites = composites
        self._lock = threading.Lock()
        self._terminology = terminology
        self._readers = readers
        self._context = context
        self._readings: dict[tuple[str, str, bool], Reading] = {}
        self._parts: dict[tuple[str, str], list[Reading]] = {}
        self._named: dict[int, tuple[str, str]] = {}

    def link(self, texts: Sequence[str], entities: Sequence[Sequence[Entity]]) -> list[list[Link]]:
        """What each entity of each text is, in their order."""
        links = []
        for text, those in zip(texts, entities, strict=True):
            with self._lock:  # what looks names up has one place to write on
                links.append(self._link_text(text, those))
        return links

    def _link_text(self, text: str, entities: Sequence[Entity]) -> list[Link]:
        if not entities:
            return []
        readings = self.read(text, entities)
        links = {key: reading.link for key, reading in readings.items()}
        if open_ones := {key: reading for key, reading in readings.items() if not reading.is_decided}:
            around = self._context.around_of(sure_concepts(readings.values()))
            links |= {key: self._decide(*key, reading, around) for key, reading in open_ones.items()}
        return [links[entity.label, entity.text] for entity in entities]

    def read(self, text: str, entities: Sequence[Entity]) -> dict[tuple[str, str], Reading]:
        """How each different mention of a text is looked up."""
        long, beside, caused = long_forms(text, entities), names_beside(text, entities), induced(text, entities)
        readings = {}
        for key in dict.fromkeys([(entity.label, entity.text) for entity in entities]):
            label, mention = key
            reading = self.look_up(label, mention, False)
            if long or beside:
                reading = self._otherwise(reading, label, mention, long.get(mention), beside.get(mention.lower()))
            readings[key] = self._induced(label, mention, reading) if mention in caused else reading
        return readings

    def _induced(self, label: str, mention: str, reading: Reading) -> Reading:
        """An illness that a substance has induced, where the terminology has that as a kind of the illness."""
        if not reading.is_exact or reading.is_composite:
            return reading
        special = self.look_up(label, f"substance-induced {mention}", True)
        is_kind = special.is_exact and reading.concept in self._terminology.above(special.concept)
        return special if is_kind else reading

    def _otherwise(self, reading: Reading, label: str, mention: str, long: str | None, beside: str | None) -> Reading:
        """A mention by its long form, or by the name beside it, where that says more."""
        if long is not None:
            expanded = self.look_up(label, long, True)
            is_better = expanded.is_exact or not reading.is_exact or expanded.probability >= reading.probability
            return expanded if is_better else reading
        if beside is None or (reading.is_exact and len(mention) > 5):
            return reading
        other = self.look_up(label, beside, True)
        return other if other.probability > max(reading.probability, _BESIDE) else reading

    def look_up(self, label: str, mention: str, is_expanded: bool) -> Reading:
        """The candidates of a mention by itself, and the most probable of them; kept for when it comes again."""
        key = label, mention, is_expanded
        if key not in self._readings:
            if len(self._readings) >= _KEPT:
                self._readings.clear()
            self._readings[key] = self._look_up(*key)
        return self._readings[key]

    def _look_up(self, label: str, mention: str, is_expanded: bool) -> Reading:
        if label not in self._readers:
            return NOTHING
        read = read_name(self._readers[label], mention, is_expanded)
        if read.concept < 0:
            return NOTHING
        several = self._composites.get(label)
        concepts, share = several.get(read.stems, ([], 0.0)) if several else ([], 0.0)
        if concepts:
            link = self._several(concepts, share, "abbreviation" if is_expanded else "exact")
        else:
            link = self._link(read.concept, read.is_exact, read.probability, is_expanded)
        return Reading(
            read.concept, read.probability, read.is_exact, is_expanded, read.candidates, link, bool(concepts)
        )

    def _decide(self, label: str, mention: str, reading: Reading, around: Any) -> Link:
        """What a mention is that is not sure by itself: its parts, or what its text speaks of."""
        if parts := self._read_parts(label, mention, reading.is_exact):
            return self._join(parts)
        if reading.concept < 0 or (decided := self._context.decide(reading.candidates, around)) is None:
            return reading.link
        return self._link(*decided, reading.is_expanded)

    def _concept(self, row: int) -> tuple[str, str]:
        """The id and the preferred name of a concept."""
        if row not in self._named:
            if len(self._named) >= _KEPT:
                self._named.clear()
            self._named[row] = self._terminology.concept(row)
        return self._named[row]

    def _read_parts(self, label: str, mention: str, is_name: bool) -> list[Reading]:
        """The parts of a mention that is several; where nothing joins them, each must be a name, and the whole none."""
        key = label, mention
        if key not in self._parts:
            if len(self._parts) >= _KEPT:
                self._parts.clear()
            joined = self._ways(label, parts_of(mention), must_be_names=False)
            may_be_compound = not is_name and label in _COMPOUND and label in self._readers
            compounds = compounds_of(mention) if may_be_compound else []
            self._parts[key] = next(itertools.chain(joined, self._ways(label, compounds, must_be_names=True)), [])
        return self._parts[key]

    def _ways(self, label: str, ways: Sequence[Sequence[str]], *, must_be_names: bool) -> Iterator[list[Reading]]:
        """Ways to read a mention whose parts are all sure enough."""
        for parts in ways:
            readings = []
            for part in reversed(parts):  # the last one says most of what it is
                if must_be_names and not self._may_be_name(label, part):
                    break
                reading = self.look_up(label, part, False)
                if reading.probability < _PART_SURE or (must_be_names and not reading.is_exact):
                    break
                readings.append(reading)
            else:
                yield readings[::-1]

    def _may_be_name(self, label: str, part: str) -> bool:
        """False where a look-up would find no name that is the part, which it takes longer for."""
        return (label, part, False) in self._readings or "-" in part or self._readers[label].is_name(part)

    def _join(self, parts: list[Reading]) -> Link:
        concepts = list(dict.fromkeys(reading.concept for reading in parts))
        return self._several(concepts, math.prod(reading.probability for reading in parts), "fuzzy")

    def _several(self, concepts: Sequence[int], score: float, match: str) -> Link:
        ids, names = zip(*(self._concept(concept) for concept in concepts), strict=True)
        return Link(ids, names, score, match)

    def _link(self, concept: int, is_exact: bool, probability: float, is_expanded: bool) -> Link:
        if probability < self._least:
            return NOT_LINKED
        concept_id, name = self._concept(concept)
        match = "abbreviation" if is_expanded else "exact" if is_exact else "fuzzy"
        return Link((concept_id,), (name,), probability, match)
