"""The concepts that a mention may be, and what speaks for each: what depends on the mention alone."""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ner_model.linking.arrays import Array, Floats, Lists, Rows
from ner_model.linking.name_index import LONGEST, NameIndex, spellings
from ner_model.linking.normalise import stems
from ner_model.linking.synonyms import SimilarWords

_MOST_NAMES = 1_000  # that a word is looked up in; more frequent ones are only compared
_NAMES = 32  # that are compared
_CONCEPTS = 20
_SIMILAR = 5  # words that each word of a mention is looked up as
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
_SAME_STEMS = 2  # of the spellings of a name
_ALL_COVERED = (np.float32(1), np.float32(1), np.float32(0), np.float32(0))  # what `_compare` says of those


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
        """Concepts that have the mention as a name, but for its spelling; if there are none, that have one like it."""
        all_words = stems(mention[:LONGEST])
        words = list(dict.fromkeys(all_words))[:_WORDS]
        keyed = [self._left(self._index.rows_of_key(key), own) for key in spellings(mention[:LONGEST], all_words)]
        found = np.concatenate(keyed)
        if not len(found):
            found = self._left(self._rows_with(words), own)
        if not len(found):
            return _NONE
        rows = np.unique(found)
        keys = np.zeros((len(rows), len(keyed)), np.float32)
        for number, each in enumerate(keyed):
            keys[np.searchsorted(rows, each), number] = 1
        have_all = bool(keys[:, _SAME_STEMS].all() and self._index.totals[rows].all())
        compared = _ALL_COVERED if have_all else self._compare(words, rows)
        table = np.column_stack(
            [*(np.broadcast_to(each, len(rows)) for each in compared), keys, self._is_preferred[rows]]
        )
        best = self._best_names(rows, table, own)
        return Candidates(list(best), self._features(best, rows, table, (len(words), len(mention)), own))

    def _left(self, rows: Rows, own: Own) -> Rows:
        """The names that would be there without what is a document's own."""
        if not own.counts:
            return rows
        kept = np.array([self._learned.counts[row] == 0 or self._count(row, own) > 0 for row in rows.tolist()], bool)
        left: Rows = rows[kept]
        return left

    def _count(self, row: int, own: Own) -> float:
        return float(self._learned.counts[row]) - own.counts.get(row, 0)

    def learned_rows(self, name: str, concept: int) -> list[int]:
        """The rows of a name, as it is spelt, that were learned for a concept."""
        rows = self._index.rows_of_key(f"!{name}")
        learned = (self._learned.counts[rows] > 0) & (self._index.concepts[rows] == concept)
        return [int(row) for row in rows[learned]]

    def _rows_with(self, words: list[str]) -> Rows:
        """The names that share most with the words."""
        found = [(self._weight(word), *self._similar.of(word)) for word in words]
        total = sum(weight for weight, _, _ in found)
        lists = []
        for weight, numbers, similarities in found:
            for at in similarities.argsort()[-_SIMILAR:].tolist():
                lists.append((weight * float(similarities[at]), self._index.names_with.of(int(numbers[at]))))
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
        several = _NAMES * min(len(usable), 6)  # a name comes once for each of the words that it has
        if len(every) > several:
            likely = np.argpartition(-dice, several)[:several]
            every, dice = every[likely], dice[likely]
        best = every[np.lexsort((every, -dice))]
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
        best, same = np.zeros((2, len(values) + 1), np.float32)  # one more, for names without words at the end
        total = 0.0
        for word in words:
            numbers, similarities = self._similar.of(word)
            weight = self._weight(word)
            total += weight
            if not len(numbers) or not len(values):
                continue
            place = np.minimum(numbers.searchsorted(values), len(numbers) - 1)
            same[:-1] = np.where(numbers[place] == values, similarities[place], 0)
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

    def _best_names(self, rows: Rows, table: Floats, own: Own) -> dict[int, tuple[int, int]]:
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
        return dict(list(best.items())[:_CONCEPTS])

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
            line[13:17] = math.log1p(of_it), of_it / met if met else 0, met > 0, math.log1p(max(prior, 0.0))
            line[17:19] = math.log1p(self._names[concept]), math.log1p(self._kinds[concept])
        features[:, 19:] = (
            size[0],
            size[1] <= 4,
            self._label == "Chemical",
            self._label == "Disease",
            len(best) == 1,
        )
        return features

    def _uses(self, rows: Rows, table: Floats, own: Own) -> dict[int, float]:
        """How often annotators took the mention, however spelt, for each concept."""
        uses: dict[int, float] = {}
        for row in rows[(self._learned.counts[rows] > 0) & table[:, 5:9].any(axis=1)].tolist():
            concept = int(self._index.concepts[row])
            uses[concept] = uses.get(concept, 0.0) + self._count(row, own)
        return uses
