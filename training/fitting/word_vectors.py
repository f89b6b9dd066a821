"""Which word vectors a run trains: those of the words that its corpora hold; all others stay as they were."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ner_model.vocabulary import UNKNOWN, Vocabulary, normalize


class WordVectors(NamedTuple):
    """Words, and float32 `[words + 1, dimensions]`: row 0 is the unknown word."""

    words: list[str]
    vectors: np.ndarray


def random_vectors(words: Iterable[str], *, dimensions: int = 200, seed: int) -> WordVectors:
    """Vectors to start from where none were pre-trained, for the words that are not alone of their kind."""
    counts = Counter(map(normalize, words))
    kept = sorted(word for word, count in counts.items() if count > 1)
    vectors = np.random.default_rng(seed).normal(0, 0.3, (len(kept) + 1, dimensions)).astype(np.float32)
    return WordVectors(kept, vectors)


def used_by(words: Iterable[str], everything: WordVectors) -> WordVectors:
    """The part that a corpus needs: small enough for an optimiser to go over at each step."""
    vocabulary = Vocabulary(everything.words)
    rows = sorted({vocabulary.row(word) for word in set(words)} - {UNKNOWN})
    return WordVectors([everything.words[row - 1] for row in rows], everything.vectors[[UNKNOWN, *rows]])


def merged(everything: WordVectors, trained: WordVectors) -> WordVectors:
    """All words, with the trained vectors in their places."""
    rows = {word: row for row, word in enumerate(everything.words, start=1)}
    vectors = everything.vectors.copy()
    vectors[[UNKNOWN, *(rows[word] for word in trained.words)]] = trained.vectors
    return WordVectors(everything.words, vectors)
