"""Words that mean the same, as the names of a concept show: "kidney failure" is "renal failure"."""

import itertools
from collections import Counter, defaultdict

import numpy as np

from ner_model.linking.arrays import Floats, Lists, Rows, lists_from
from ner_model.linking.name_index import NameIndex, grams

_LEAST = 2  # concepts that must show it
_MOST_NAMES = 60  # of a concept that is looked at: pairs of names are its square
_DOUBT = 3.0  # concepts: a pair seen in so many is half believed

_WORDS_KEPT = 1 << 18
_SHORTEST, _LONGEST = 5, 100  # letters of a word whose spelling may be another
_MOST_WORDS = 2_500
_ALIKE = 0.5
_SIMILAR = 12


def learn_synonyms(index: NameIndex) -> tuple[Lists, Floats]:
    """For each word those that stand in its place in other names of the same concepts, and how far that is believed.

    Two names of a concept that differ in one word each, and share another, show that the two words can mean the same.
    """
    names = defaultdict(set)
    for row, concept in enumerate(index.concepts.tolist()):
        names[concept].add(frozenset(index.words_of.of(row).tolist()))
    seen: Counter[tuple[int, int]] = Counter()
    for of_concept in names.values():
        if 1 < len(of_concept) <= _MOST_NAMES:
            seen.update(set(_pairs(of_concept)))
    partners: list[list[int]] = [[] for _ in index.words]
    beliefs: list[list[float]] = [[] for _ in index.words]
    for (one, other), concepts in sorted(seen.items()):
        if concepts >= _LEAST:
            for word, partner in ((one, other), (other, one)):
                partners[word].append(partner)
                beliefs[word].append(concepts / (concepts + _DOUBT))
    flat = np.array([belief for those in beliefs for belief in those], np.float32)
    return lists_from(partners), flat


def _pairs(names: set[frozenset[int]]) -> list[tuple[int, int]]:
    found = []
    for one, other in itertools.combinations(names, 2):
        if len(one) == len(other) and len(both := one & other) == len(one) - 1 and both:
            (a,), (b,) = one - both, other - both
            found.append((a, b) if a < b else (b, a))
    return found


def is_looked_up_by_letters(word: str) -> bool:
    """Whether other words may be meant that are spelt like it."""
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha()


class SimilarWords:
    """Finds the words of a vocabulary that are spelt like a word or mean the same; what was asked before is kept."""

    def __init__(self, index: NameIndex, synonyms: Lists, beliefs: Floats):
        self._index = index
        self.synonyms = synonyms
        self.beliefs = beliefs
        self._known: dict[str, tuple[Rows, Floats]] = {}

    def of(self, word: str) -> tuple[Rows, Floats]:
        """Numbers of words, ascending, and how similar they are: 1 is the word itself."""
        if word not in self._known:
            if len(self._known) >= _WORDS_KEPT:
                self._known.clear()
            self._known[word] = self._find(word)
        return self._known[word]

    def _find(self, word: str) -> tuple[Rows, Floats]:
        number = self._index.word(word)
        found = dict(self._spelt_like(word)) if is_looked_up_by_letters(word) else {}
        if number >= 0:
            first, end = self.synonyms.firsts[number : number + 2]
            for partner, belief in zip(self.synonyms.values[first:end], self.beliefs[first:end], strict=True):
                found[int(partner)] = max(found.get(int(partner), 0.0), float(belief))
            found[number] = 1.0
        ordered = sorted(found)
        return np.array(ordered, np.int32), np.array([found[each] for each in ordered], np.float32)

    def _spelt_like(self, word: str) -> list[tuple[int, float]]:
        """Words that share runs of letters, by Dice's coefficient; the most frequent runs are not looked up."""
        own = grams(word)
        lists = [self._index.words_with.of(gram) for gram in own]
        rare = [each for each in lists if len(each) <= _MOST_WORDS] or [min(lists, key=len)[:_MOST_WORDS]]
        words, shared = np.unique(np.concatenate(rare), return_counts=True)
        likely = shared + (len(lists) - len(rare)) >= _ALIKE * len(own) / 2
        words = words[likely]
        dice = (2 * shared[likely] + len(lists) - len(rare)) / (len(own) + self._index.gram_counts[words])
        best = np.argsort(-dice, kind="stable")[:_SIMILAR]  # those of the lowest numbers, of the same similarity
        return [(int(words[at]), float(dice[at])) for at in best if dice[at] >= _ALIKE]
