"""The concepts that a mention may be, and what speaks for each: what depends on the mention alone."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np

from ner_model.linking.arrays import Array, Floats, Rows
from ner_model.linking.like_names import LikeNames
from ner_model.linking.name_index import LONGEST, NameIndex, spellings
from ner_model.linking.normalise import stems
from ner_model.linking.synonyms import SimilarWords

CONCEPTS = 20
WORDS = 12  # of a mention

FEATURES = (
    "mention_covered",  # share of the mention's words that the name has, rare words counting more
    "name_covered",
    "mention_left",  # weight of the mention's words that the name does not have
    "name_left",
    "as_it_is",  # by spelling
    "same_words",
    "same_stems",
    "same_letters",
    "same_core",  # see `core_words`
    "preferred",  # the name is the preferred one
    "preferred_spelling",  # the mention is spelt like the preferred name
    "learned_covered",  # the same as the first two, of names learned from a corpus
    "learned_name_covered",
    "learned_count",  # how often annotators took the mention for this concept
    "learned_share",
    "learned_mention",  # whether they met it at all
    "learned_prior",  # how often they met the concept
    "names",  # of the concept
    "has_kinds",  # how many concepts are a kind of it
    "words",  # of the mention
    "short",  # a mention of few letters
    "is_chemical",
    "is_disease",
    "only_candidate",
)


class Learned(NamedTuple):
    """What is known of names and concepts besides: how often annotators used each name for its concept.

    `counts`: float32 `[names]`, 0 for names of the terminology. `priors`: mentions of each concept, by its row.
    `kinds`: int32 `[concepts]`, how many the terminology has of each.
    """

    counts: Floats
    priors: dict[int, float]
    kinds: Array


class Own(NamedTuple):
    """What of that was learned from one document: it is taken off where that document itself is linked.

    `counts`: by row of a name. `priors`: by row of a concept.
    """

    counts: Mapping[int, float]
    priors: Mapping[int, float]


class Candidates(NamedTuple):
    """`concepts`: rows of concepts, none twice; `features`: float32 `[concepts, FEATURES]`."""

    concepts: list[int]
    features: Floats

    def is_exact(self, number: int) -> bool:
        """Whether the mention is a name of the concept but for its spelling."""
        return bool(self.features[number, _EXACT].any())


class Finder(Protocol):
    """What finds the candidates of a label."""

    def find(self, mention: str) -> Candidates: ...


_EXACT = [FEATURES.index(name) for name in ("same_words", "same_stems", "same_letters", "same_core")]
_COUNT, _PRIOR, _KINDS = (FEATURES.index(name) for name in ("learned_count", "learned_prior", "has_kinds"))
_LOGARITHMS = (slice(_COUNT, _COUNT + 1), slice(_PRIOR, _KINDS + 1))  # and `names` between them
_KEYS = 5  # spellings of a name
_SURE_KEYS = 4  # of these, the ones that need no other names beside them
NOTHING_OWN = Own({}, {})
NO_CANDIDATES = Candidates([], np.zeros((0, len(FEATURES)), np.float32))


class Searcher:
    """Looks for the concepts of one label."""

    def __init__(self, label: str, index: NameIndex, similar: SimilarWords, learned: Learned):
        self._label = label
        self._index = index
        self._like = LikeNames(index, similar)
        self._learned = learned
        self._is_preferred = np.append(True, index.concepts[1:] != index.concepts[:-1]) & (learned.counts == 0)
        self._names = np.bincount(index.concepts)

    def find(self, mention: str, own: Own = NOTHING_OWN) -> Candidates:
        """Concepts that have the mention as a name, but for its spelling, and if none does for sure, one like it."""
        all_words = stems(mention[:LONGEST])
        words = list(dict.fromkeys(all_words))[:WORDS]
        keyed = [self._left(self._index.rows_of_key(key), own) for key in spellings(mention[:LONGEST], all_words)]
        found = np.concatenate(keyed)
        if not self._are_sure(np.concatenate(keyed[:_SURE_KEYS])):
            found = np.append(found, self._left(self._like.rows(words), own))
        if not len(found):
            return NO_CANDIDATES
        rows = np.unique(found)
        keys = np.zeros((len(rows), _KEYS), np.float32)
        for number, each in enumerate(keyed):
            keys[np.searchsorted(rows, each), number] = 1
        table = np.column_stack([*self._like.compare(words, rows), keys, self._is_preferred[rows]])
        best = self._best_names(rows, table)
        return Candidates(list(best), self._features(best, rows, table, (len(words), len(mention)), own))

    def _are_sure(self, rows: Rows) -> bool:
        """Whether one of the names is the terminology's own."""
        return bool((self._learned.counts[rows] == 0).any())

    def _left(self, rows: Rows, own: Own) -> Rows:
        """The names that would be there without what is a document's own."""
        if not own.counts:
            return rows
        kept = np.array([self._learned.counts[row] == 0 or self._count(row, own) > 0 for row in rows.tolist()], bool)
        left: Rows = rows[kept]
        return left

    def _count(self, row: int, own: Own) -> float:
        return float(self._learned.counts[row]) - own.counts.get(row, 0)

    def concepts_named(self, mention: str) -> set[int]:
        """The concepts of the most exact spelling of a mention that is a name."""
        for key in spellings(mention, stems(mention)):
            if len(rows := self._index.rows_of_key(key)):
                return set(self._index.concepts[rows].tolist())
        return set()

    def learned_rows(self, name: str, concept: int) -> list[int]:
        """The rows of a name, as it is spelt, that were learned for a concept."""
        rows = self._index.rows_of_key(f"!{name}")
        learned = (self._learned.counts[rows] > 0) & (self._index.concepts[rows] == concept)
        return [int(row) for row in rows[learned]]

    def _best_names(self, rows: Rows, table: Floats) -> dict[int, tuple[int, int]]:
        """For each concept, the likeliest first, the places of its best name and of its best learned name, or -1."""
        value = table[:, 0] * table[:, 1] + table[:, 4:9].sum(axis=1)
        is_learned = (self._learned.counts[rows] > 0).tolist()
        concepts = self._index.concepts[rows].tolist()
        best: dict[int, tuple[int, int]] = {}
        for at in np.argsort(-value, kind="stable").tolist():
            name, learned = best.get(concepts[at], (-1, -1))
            if is_learned[at]:
                best[concepts[at]] = name, at if learned < 0 else learned
            else:
                best[concepts[at]] = at if name < 0 else name, learned
        return dict(list(best.items())[:CONCEPTS])

    def _features(
        self,
        best: dict[int, tuple[int, int]],
        rows: Rows,
        table: Floats,
        size: tuple[int, int],
        own: Own,
    ) -> Floats:
        """The features of each concept; `size` are the words and the characters of the mention."""
        names, learned = np.array(list(best.values())).T
        features = np.zeros((len(best), len(FEATURES)), np.float32)
        features[names >= 0, :10] = table[names[names >= 0]]
        features[learned >= 0, 11:13] = table[learned[learned >= 0], :2]
        features[learned >= 0, 4:9] = np.maximum(features[learned >= 0, 4:9], table[learned[learned >= 0], 4:9])
        features[:, 10] = features[:, 9] * features[:, 5]
        uses = self._uses(rows, table, own)
        met = sum(uses.values())
        for line, concept in zip(features, best, strict=True):
            prior = self._learned.priors.get(concept, 0.0) - own.priors.get(concept, 0.0)
            of_it = uses.get(concept, 0.0)
            line[13:17] = of_it, of_it / met if met else 0, met > 0, max(prior, 0.0)
            line[17:19] = self._names[concept], self._learned.kinds[concept]
        features[:, 19:] = (
            size[0],
            size[1] <= 4,
            self._label == "Chemical",
            self._label == "Disease",
            len(best) == 1,
        )
        return with_logarithms(features)

    def _uses(self, rows: Rows, table: Floats, own: Own) -> dict[int, float]:
        """How often annotators took the mention, however spelt, for each concept."""
        uses: dict[int, float] = {}
        for row in rows[(self._learned.counts[rows] > 0) & table[:, 5:9].any(axis=1)].tolist():
            concept = int(self._index.concepts[row])
            uses[concept] = uses.get(concept, 0.0) + self._count(row, own)
        return uses


def with_logarithms(features: Floats) -> Floats:
    """Features whose counts are replaced by what their logarithms say."""
    for columns in _LOGARITHMS:
        np.log1p(features[:, columns], out=features[:, columns])
    return features
