"""Names that are not a mention but share words with it, or words that are spelt alike or mean the same.

The arithmetic has one order, so that `native/linking.c` finds the same names and numbers.
"""

import numpy as np

from ner_model.linking.arrays import Array, Floats, Rows
from ner_model.linking.name_index import NameIndex
from ner_model.linking.synonyms import SimilarWords

_MOST_NAMES = 1_000  # that a word is looked up in; more frequent ones are only compared
_NAMES = 64  # that are compared
_SIMILAR = 5  # words that each word of a mention is looked up as


class LikeNames:
    """Looks for names by words, and compares them with a mention."""

    def __init__(self, index: NameIndex, similar: SimilarWords):
        self._index = index
        self._similar = similar
        self._scores = np.zeros(len(index.totals), np.float32)
        self._rarest = rarest_weight(index)

    def rows(self, words: list[str]) -> Rows:
        """The 64 names that share most with the words, by Dice's coefficient of the weights of words."""
        lists, total = self._lists(words)
        usable = [each for each in lists if len(each[1]) <= _MOST_NAMES]
        if not usable and lists:
            usable = [(weight, rows[:_MOST_NAMES]) for weight, rows in lists]
        if not usable:
            return np.zeros(0, np.int32)
        for weight, rows in usable:
            self._scores[rows] += np.float32(weight)
        every = np.unique(np.concatenate([rows for _, rows in usable]))
        dice = self._scores[every] / (np.float32(total) + self._index.totals[every])
        self._scores[every] = 0
        if len(every) > _NAMES:
            least = np.partition(-dice, _NAMES - 1)[_NAMES - 1]
            every, dice = every[-dice <= least], dice[-dice <= least]
        found: Rows = every[np.lexsort((every, -dice))][:_NAMES]
        return found

    def _lists(self, words: list[str]) -> tuple[list[tuple[float, Rows]], float]:
        """The names with each word, or one of the five most similar to it, with its weight; the sum of the weights."""
        lists, total = [], 0.0
        for word in words:
            numbers, similarities = self._similar.of(word)
            weight = self._weight(word)
            total += weight
            for at in np.lexsort((numbers, -similarities))[:_SIMILAR].tolist():
                lists.append((weight * float(similarities[at]), self._index.names_with.of(int(numbers[at]))))
        return lists, total

    def _weight(self, word: str) -> float:
        number = self._index.word(word)
        return float(self._index.weights[number]) if number >= 0 else self._rarest

    def compare(self, words: list[str], rows: Rows, is_name: bool) -> tuple[Floats, ...]:
        """How much of the mention each name has, how much of the name the mention has, what is left of both, and how
        much of the mention the name has letter by letter; of a mention that is a name, only its own words count."""
        values, at = self._index.words_of.several(rows)
        totals, has_words = self._index.totals[rows], self._index.totals[rows] > 0
        covered, same_covered = np.zeros((2, len(rows)), np.float32)
        best, same = np.zeros((2, len(values) + 1), np.float32)  # one more, for names without words at the end
        total = 0.0
        for word in words:
            numbers, similarities = self._itself(word) if is_name else self._similar.of(word)
            weight = self._weight(word)
            total += weight
            if len(numbers) and len(values):
                place = np.minimum(numbers.searchsorted(values), len(numbers) - 1)
                same[:-1] = np.where(numbers[place] == values, similarities[place], 0)
                most = np.where(has_words, np.maximum.reduceat(same, at), 0)
                covered += np.float32(weight) * most
                same_covered += np.float32(weight) * (most == 1)
                best = np.maximum(best, same)
        weights = self._index.weights[values] * best[:-1]
        name_covered = sums_of(weights, at)
        return (
            covered / np.float32(max(total, 1e-6)),
            np.where(has_words, name_covered / np.maximum(totals, np.float32(1e-6)), np.float32(0)),
            (np.float32(total) - covered) / np.float32(10),
            (totals - name_covered) / np.float32(10),
            same_covered / np.float32(max(total, 1e-6)),
        )

    def _itself(self, word: str) -> tuple[Rows, Floats]:
        number = self._index.word(word)
        return np.array([number] if number >= 0 else [], np.int32), np.ones(int(number >= 0), np.float32)


def rarest_weight(index: NameIndex) -> float:
    """The weight of a word that no name has."""
    return float(np.log(len(index.totals) + 1)) + 0.1


def sums_of(values: Floats, firsts: Array) -> Floats:
    """The sums of stretches of values, which begin at `firsts` and may be empty, added up in their order.

    >>> sums_of(np.array([1, 2, 3], np.float32), np.array([0, 2, 2])).tolist()
    [3.0, 0.0, 3.0]
    """
    owners = np.repeat(np.arange(len(firsts)), np.diff(np.append(firsts, len(values))))
    sums: Floats = np.bincount(owners, values, len(firsts)).astype(np.float32)
    return sums
