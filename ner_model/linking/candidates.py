"""The concepts that a mention may be, and what speaks for each: what depends on the mention alone."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ner_model.linking.arrays import Array, Floats, Lists, Rows
from ner_model.linking.name_index import LONGEST, NameIndex, spellings
from ner_model.linking.normalise import stems
from ner_model.linking.synonyms import SimilarWords

_MOST_NAMES = 4_000  # that a word is looked up in; more frequent ones are only compared
_NAMES = 48  # that are compared
_CONCEPTS = 20
_WORDS = 12  # of a mention

FEATURES = (
    "mention_covered",  # share of the mention's words that the name has, rare words counting more
    "name_covered",
    "mention_left",  # weight of the mention's words that the name does not have
    "name_left",
    "as_it_is",  # by spelling
    "same_words",
    "same_stems",
    "same_letters",
    "same_substance",
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
    """What a corpus says of the names of an index: how often annotators used each for its concept.

    `counts`: float32 `[names]`, 0 for names of the terminology. `priors`: mentions of each concept, by its row.
    """

    counts: Floats
    priors: dict[int, float]


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


_EXACT = [FEATURES.index(name) for name in ("same_words", "same_stems", "same_letters", "same_substance")]
NOTHING_OWN = Own({}, {})
_NONE = Candidates([], np.zeros((0, len(FEATURES)), np.float32))
_KEYS = [FEATURES.index(name) for name in ("as_it_is", "same_words", "same_stems", "same_letters", "same_substance")]


class Searcher:
    """Looks for the concepts of one label."""

    def __init__(self, label: str, index: NameIndex, similar: SimilarWords, learned: Learned, kinds: Array):
        self._label = label
        self._index = index
        self._similar = similar
        self._learned = learned
        self._kinds = kinds  # of each concept
        self._scores = np.zeros(len(index.totals), np.float32)
        self._rarest = float(np.log(len(index.totals) + 1)) + 0.1
        self._is_preferred = np.append(True, index.concepts[1:] != index.concepts[:-1]) & (learned.counts == 0)
        self._names = np.bincount(index.concepts)

    def find(self, mention: str, own: Own = NOTHING_OWN) -> Candidates:
        """Concepts that have a name like the mention, the likeliest by its words first."""
        words = list(dict.fromkeys(stems(mention)))[:_WORDS]
        keyed = [self._index.rows_of_key(key) for key in spellings(mention[:LONGEST], stems(mention[:LONGEST]))]
        rows = np.unique(np.concatenate([*keyed, self._rows_with(words)]))
        counts = np.asarray(self._learned.counts[rows])
        if own.counts:
            left = counts - np.array([own.counts.get(row, 0) for row in rows.tolist()], np.float32)
            kept = (left > 0) | (counts == 0)
            rows, counts = rows[kept], left[kept]
        if not len(rows):
            return _NONE
        covered, name_covered, left, name_left = self._compare(words, rows)
        keys = np.stack([np.isin(rows, each) for each in keyed], axis=1)
        table = np.column_stack([covered, name_covered, left, name_left, keys, self._is_preferred[rows]])
        return self._by_concept(rows, table, counts, words, mention, own)

    def learned_rows(self, name: str, concept: int) -> list[int]:
        """The rows of a name, as it is spelt, that were learned for a concept."""
        rows = self._index.rows_of_key(f"!{name}")
        learned = (self._learned.counts[rows] > 0) & (self._index.concepts[rows] == concept)
        return [int(row) for row in rows[learned]]

    def _rows_with(self, words: list[str]) -> Rows:
        """The names that share most with the words."""
        found = [(self._weight(word), *self._similar.of(word)) for word in words]
        total = sum(weight for weight, _, _ in found)
        lists = [
            (weight * float(similarity), self._index.names_with.of(int(number)))
            for weight, numbers, similarities in found
            for number, similarity in zip(numbers, similarities, strict=True)
        ]
        usable = [each for each in lists if len(each[1]) <= _MOST_NAMES]
        if not usable and lists:
            usable = [(weight, rows[:_MOST_NAMES]) for weight, rows in lists]
        if not usable:
            return np.zeros(0, np.int32)
        for weight, rows in usable:
            self._scores[rows] += weight
        every = np.concatenate([rows for _, rows in usable])
        dice = self._scores[every] / (total + self._index.totals[every])
        self._scores[every] = 0
        best = every[np.argsort(-dice, kind="stable")[: 4 * _NAMES]]
        _, first = np.unique(best, return_index=True)
        return best[np.sort(first)][:_NAMES]

    def _weight(self, word: str) -> float:
        number = self._index.word(word)
        return float(self._index.weights[number]) if number >= 0 else self._rarest

    def _compare(self, words: list[str], rows: Rows) -> tuple[Floats, Floats, Floats, Floats]:
        """How much of the mention each name has, how much of the name the mention has, and what is left of both."""
        lists = Lists(self._index.words_of.firsts, self._index.words_of.values)
        values, at = lists.several(rows)
        covered = np.zeros(len(rows), np.float32)
        best = np.zeros(len(values) + 1, np.float32)  # one more, for names without words at the end
        total = 0.0
        for word in words:
            numbers, similarities = self._similar.of(word)
            weight = self._weight(word)
            total += weight
            if not len(numbers) or not len(values):
                continue
            place = np.minimum(np.searchsorted(numbers, values), len(numbers) - 1)
            same = np.append(np.where(numbers[place] == values, similarities[place], 0), 0).astype(np.float32)
            covered += weight * np.maximum.reduceat(same, at)
            best = np.maximum(best, same)
        totals = self._index.totals[rows]
        weights = np.append(self._index.weights[values] * best[:-1], 0).astype(np.float32)
        name_covered = np.where(totals > 0, np.add.reduceat(weights, at), 0)
        has_words = totals > 0
        covered = np.where(has_words, covered, 0)
        return (
            (covered / max(total, 1e-6)).astype(np.float32),
            np.where(has_words, name_covered / np.maximum(totals, 1e-6), 0).astype(np.float32),
            ((total - covered) / 10).astype(np.float32),
            ((totals - name_covered) / 10).astype(np.float32),
        )

    def _by_concept(
        self, rows: Rows, table: Floats, counts: Floats, words: list[str], mention: str, own: Own
    ) -> Candidates:
        """The best name of the terminology, and the best learned one, of each concept."""
        value = table[:, 0] * table[:, 1] + table[:, 4:9].sum(axis=1)
        concepts = self._index.concepts[rows].tolist()
        exact = table[:, 5:9].any(axis=1)
        met = float(counts[exact].sum())
        best: dict[int, list[int]] = {}
        for at in np.argsort(-value, kind="stable").tolist():
            slot = best.setdefault(concepts[at], [-1, -1])
            learned = int(counts[at] > 0)
            slot[learned] = at if slot[learned] < 0 else slot[learned]
        chosen = list(best)[:_CONCEPTS]
        features = np.zeros((len(chosen), len(FEATURES)), np.float32)
        for number, concept in enumerate(chosen):
            name, learned = best[concept]
            line = features[number]
            if name >= 0:
                line[:10] = table[name]
            if learned >= 0:
                line[11:13] = table[learned, :2]
            here = [at for at in best[concept] if at >= 0]
            line[4:9] = table[here, 4:9].max(axis=0)
            line[10] = line[9] and line[5]
            of_it = sum(counts[at] for at in np.flatnonzero(exact).tolist() if concepts[at] == concept) if met else 0.0
            prior = self._learned.priors.get(concept, 0.0) - own.priors.get(concept, 0.0)
            line[13:17] = np.log1p(of_it), of_it / met if met else 0, met > 0, np.log1p(max(prior, 0.0))
            line[17:19] = np.log1p(self._names[concept]), np.log1p(self._kinds[concept])
        features[:, 19] = len(words)
        features[:, 20] = len(mention) <= 4
        features[:, 21] = self._label == "Chemical"
        features[:, 22] = self._label == "Disease"
        features[:, 23] = len(chosen) == 1
        return Candidates(chosen, features)
