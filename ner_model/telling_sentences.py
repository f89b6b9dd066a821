"""Which sentences teach a tagger most: such as it is unsure of, about words that the others do not have.

A sentence is worth the doubts about its words, each word halved with every sentence that is chosen and has it. That is
a submodular function, of which the greedy choice is near the best (Nemhauser et al. 1978); a heap keeps it lazy
(Minoux 1978).
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ner_model.vocabulary import normalize

FADING = 0.5  # what is left of the worth of a word with each sentence that is chosen and has it
KEPT = 50  # candidates for each sentence that is wanted, so that memory is bounded


class Candidate(NamedTuple):
    """A sentence `[start, end)` of a text, its words, and the doubt about each of them."""

    doc_id: str
    text: str
    start: int
    end: int
    words: Sequence[str]
    doubts: Sequence[float]


def most_doubtful(candidates: Iterable[Candidate], number: int) -> list[Candidate]:
    """The candidates with the most doubt, in memory for so many; what is said twice is kept once."""
    heap: list[tuple[float, int, Candidate]] = []
    kept: set[tuple[str, ...]] = set()
    for order, candidate in enumerate(candidates):
        key = tuple(candidate.words)
        if key in kept:
            continue
        entry = (sum(candidate.doubts), -order, candidate)
        if len(heap) < number:
            heapq.heappush(heap, entry)
            kept.add(key)
        elif entry[:2] > heap[0][:2]:
            dropped = heapq.heapreplace(heap, entry)
            kept.discard(tuple(dropped[2].words))
            kept.add(key)
    return [candidate for *_, candidate in sorted(heap, key=lambda each: each[:2], reverse=True)]


def most_telling(candidates: Sequence[Candidate], number: int) -> Iterator[Candidate]:
    """The sentences to annotate first, so many, the most telling first.

    >>> sentences = [Candidate(name, "", 0, 0, words, [0.5] * 2) for name, words in
    ...     [("a", ["lute", "here"]), ("b", ["lute", "there"]), ("c", ["harp", "is"])]]
    >>> [sentence.doc_id for sentence in most_telling(sentences, 2)]
    ['a', 'c']
    """
    chosen: Counter[str] = Counter()
    heap = [(-_worth(each, chosen), order, each) for order, each in enumerate(candidates)]
    heapq.heapify(heap)
    while heap and number:
        _, order, candidate = heapq.heappop(heap)
        worth = _worth(candidate, chosen)
        if heap and (-worth, order) > heap[0][:2]:  # it has become worth less than another one
            heapq.heappush(heap, (-worth, order, candidate))
            continue
        yield candidate
        number -= 1
        chosen.update(set(map(normalize, candidate.words)))


def _worth(candidate: Candidate, chosen: Counter[str]) -> float:
    pairs = zip(candidate.words, candidate.doubts, strict=True)
    return sum(doubt * FADING ** chosen[normalize(word)] for word, doubt in pairs)
