"""The concepts that a mention may be, and what speaks for each: what depends on the mention alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from ner_model.linking.arrays import Array, Floats, Rows
from ner_model.linking.like_names import LikeNames
from ner_model.linking.name_index import LONGEST, NameIndex, spell
from ner_model.linking.synonyms import SimilarWords

CONCEPTS = 20
WORDS = 12  # of a mention

FEATURES = (
    "mention_covered",  # share of the mention's words that the name has, rare words counting more
    "name_covered",
    "mention_left",  # weight of the mention's words that the name does not have
    "name_left",
    "mention_same",  # share of the mention's words that the name has letter by letter
    "as_it_is",  # by spelling
    "same_words",
    "same_stems",
    "same_letters",
    "same_core",  # see `core_words`
    "same_sense",  # the same illness, see `sense_words`
    "preferred",  # the name is the preferred one
    "preferred_words",  # the mention has the words of the preferred name, in their order
    "preferred_stems",
    "preferred_core",
    "learned_covered",  # the same as the first two, of names learned from a corpus
    "learned_name_covered",
    "learned_count",  # how often annotators took the mention for this concept
    "learned_share",
    "learned_close_count",  # the same two of names that have the same stems
    "learned_close_share",
    "learned_mention",  # whether they met it at all
    "learned_prior",  # how often they met the concept
    "names",  # of the concept
    "exact_names",  # of these, how many the mention is but for its spelling
    "covered",  # how far all names of the concept that were compared are covered
    "has_kinds",  # how many concepts are a kind of it
    "words",  # of the mention
    "short",  # a mention of few letters
    "is_chemical",
    "is_disease",
    "only_candidate",
)
CONTEXT = (
    "elsewhere",  # how often a sure mention of the text is this concept
    "above",  # a sure mention of the text is a kind of it
    "below",  # it is a kind of the concept of a sure mention
    "expanded",  # the mention is an abbreviation, and this is found by what it stands for
)
WIDTH = len(FEATURES) + len(CONTEXT)


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
    """`concepts`: rows of concepts, none twice; `features`: float32 `[concepts, FEATURES + CONTEXT]`, of which those of
    the context are 0 until a text is asked."""

    concepts: Sequence[int]
    features: Floats

    def is_exact(self, number: int) -> bool:
        """Whether the mention is a name of the concept but for its spelling."""
        return 1 in self.features[number, _EXACT].tolist()  # faster than to ask NumPy


class Finder(Protocol):
    """What finds the candidates of a label."""

    def find(self, mention: str) -> Candidates: ...

    def has_name(self, mention: str) -> bool: ...


_AT = {name: number for number, name in enumerate(FEATURES)}
_EXACT = slice(_AT["same_words"], _AT["same_core"] + 1)
COUNTED = [
    _AT[name] for name in ("learned_count", "learned_close_count", "learned_prior", "names", "exact_names", "has_kinds")
]
_KEYS = 6  # spellings of a name
_SPELT = slice(_AT["as_it_is"], _AT["as_it_is"] + _KEYS)
NAMES = slice(1, 5)  # of these, the ones that names share but for their spelling
_SURE_KEYS = 4  # of these, the ones that need no other names beside them
NOTHING_OWN = Own({}, {})
NO_CANDIDATES = Candidates([], np.zeros((0, WIDTH), np.float32))


class Searcher:
    """Looks for the concepts of one label."""

    def __init__(self, label: str, index: NameIndex, similar: SimilarWords, learned: Learned):
        self._label = label
        self._index = index
        self._like = LikeNames(index, similar)
        self.learned = learned
        self._is_preferred = np.append(True, index.concepts[1:] != index.concepts[:-1]) & (learned.counts == 0)
        self._names = np.bincount(index.concepts)

    def find(self, mention: str, own: Own = NOTHING_OWN) -> Candidates:
        """Concepts that have the mention as a name, but for its spelling, and if none does for sure, one like it."""
        spelt = spell(mention[:LONGEST])
        words = list(dict.fromkeys(spelt.stems))[:WORDS]
        keyed = [self._left(self._index.rows_of_key(key), own) for key in spelt.keys]
        found = np.concatenate(keyed[:_SURE_KEYS])
        is_name = self._are_sure(found)
        if not is_name:
            found = np.concatenate([*keyed, self._left(self._like.rows(words), own)])
        if not len(found):
            return NO_CANDIDATES
        rows = np.unique(found)
        keys = np.zeros((len(rows), _KEYS), np.float32)
        for number, each in enumerate(keyed):
            keys[np.isin(rows, each), number] = 1
        table = np.column_stack([*self._like.compare(words, rows, is_name), keys, self._is_preferred[rows]])
        best = self._best_names(rows, table)
        return Candidates(list(best), self._features(best, rows, table, (len(words), len(mention)), own))

    def has_name(self, mention: str) -> bool:
        """Whether the mention is a name but for its spelling."""
        return any(len(self._index.rows_of_key(key)) for key in spell(mention[:LONGEST]).keys[NAMES])

    def _are_sure(self, rows: Rows) -> bool:
        """Whether one of the names is the terminology's own."""
        return bool((self.learned.counts[rows] == 0).any())

    def _left(self, rows: Rows, own: Own) -> Rows:
        """The names that would be there without what is a document's own."""
        if not own.counts:
            return rows
        kept = np.array([self.learned.counts[row] == 0 or self._count(row, own) > 0 for row in rows.tolist()], bool)
        left: Rows = rows[kept]
        return left

    def _count(self, row: int, own: Own) -> float:
        return float(self.learned.counts[row]) - own.counts.get(row, 0)

    def concepts_named(self, mention: str) -> set[int]:
        """The concepts of the most exact spelling of a mention that is a name."""
        for key in spell(mention).keys:
            if len(rows := self._index.rows_of_key(key)):
                return set(self._index.concepts[rows].tolist())
        return set()

    def learned_rows(self, name: str, concept: int) -> list[int]:
        """The rows of a name, as it is spelt, that were learned for a concept."""
        rows = self._index.rows_of_key(f"!{name}")
        learned = (self.learned.counts[rows] > 0) & (self._index.concepts[rows] == concept)
        return [int(row) for row in rows[learned]]

    def _best_names(self, rows: Rows, table: Floats) -> dict[int, tuple[int, int]]:
        """For each concept, the likeliest first, the places of its best name and of its best learned name, or -1."""
        value = table[:, 0] * table[:, 1] + table[:, _SPELT].sum(axis=1)
        is_learned = (self.learned.counts[rows] > 0).tolist()
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
        features = np.zeros((len(best), WIDTH), np.float32)
        features[names >= 0, : table.shape[1]] = table[names[names >= 0]]
        by_learned = table[learned[learned >= 0]]
        features[learned >= 0, _SPELT] = np.maximum(features[learned >= 0, _SPELT], by_learned[:, _SPELT])
        features[learned >= 0, _AT["learned_covered"] : _AT["learned_count"]] = by_learned[:, :2]
        self._add_up(features, best, rows, table, own)
        features[:, _AT["words"] : len(FEATURES)] = (
            size[0],
            size[1] <= 4,
            self._label == "Chemical",
            self._label == "Disease",
            len(best) == 1,
        )
        features[:, COUNTED] = np.log1p(features[:, COUNTED], dtype=np.float64)  # as C takes them
        return features

    def _add_up(self, features: Floats, best: Iterable[int], rows: Rows, table: Floats, own: Own) -> None:
        """What all names of each concept say together."""
        concepts, keys, compared = self._index.concepts[rows], table[:, _SPELT] > 0, table[:, 0] * table[:, 1]
        exact, close = (np.asarray(keys[:, 1:end].any(axis=1)) for end in (5, 4))
        is_learned = self.learned.counts[rows] > 0
        counts = np.array([self._count(row, own) for row in rows.tolist()]) * is_learned
        for line, concept in zip(features, best, strict=True):
            its = np.asarray(concepts == concept)
            preferred = keys[its & (table[:, _AT["preferred"]] > 0)]
            line[_AT["preferred_words"] : _AT["learned_covered"]] = preferred[:, (1, 2, 4)].any(axis=0)
            uses = *_share(counts, its & exact, exact), *_share(counts, its & close, close)
            line[_AT["learned_count"] : _AT["learned_mention"]] = uses
            line[_AT["learned_mention"]] = counts[exact].sum() > 0
            prior = self.learned.priors.get(concept, 0.0) - own.priors.get(concept, 0.0)
            line[_AT["learned_prior"]] = max(prior, 0.0)
            line[_AT["names"] : _AT["words"]] = (
                self._names[concept],
                (its & exact & ~is_learned).sum(),
                compared[its].sum(dtype=np.float64),
                self.learned.kinds[concept],
            )


def _share(counts: Array, of_it: Array, of_any: Array) -> tuple[float, float]:
    """How often annotators used some names, and how often that is of the times that they used any of more names."""
    uses, met = float(counts[of_it].sum()), float(counts[of_any].sum())
    return uses, uses / met if met else 0.0
