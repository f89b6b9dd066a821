"""Which word vectors a run trains: those of the words that its corpora hold; all others stay as they were."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ner_model.vocabulary import UNKNOWN, Vocabulary


class WordVectors(NamedTuple):
    """Words, and float32 `[words + 1, dimensions]`: row 0 is the unknown word."""

    words: list[str]
    vectors: np.ndarray


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
