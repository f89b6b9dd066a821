"""Rerankers drawn at random for the words of a text, and texts made of few words, so that much comes back."""

import numpy as np

from ner_model.reranking.features import KINDS, WIDTH
from ner_model.reranking.keys import span_keys, word_keys
from ner_model.reranking.lexicon import Lexicon
from ner_model.reranking.trees import LEAF, Trees
from ner_model.words import Words
from tests.ner_model.networks import words_of
from training.reranking.grow_trees import as_trees

VOCABULARY = ["Renal", "renal", "failure", "failures", "-", "(", ")", "[", "lithium", "LITHIUM", "of", "diabetes", "β"]


def text_of(generator: np.random.Generator, length: int) -> Words:
    return words_of(generator.choice(VOCABULARY, length).tolist())


def lexicon_of(generator: np.random.Generator, words: Words, labels: int) -> Lexicon:
    """Some of the words and pairs of words, with counts drawn at random."""
    keys = word_keys(words)
    firsts = np.arange(len(words) - 1)
    spans = np.concatenate([span_keys(keys, firsts, firsts + length) for length in (1, 2)])
    names, listed = (np.unique(generator.choice(spans, len(spans) // 2)) for _ in range(2))
    known = np.unique((keys >> np.uint64(32)).astype(np.uint32))[::2]

    def counts(*shape: int) -> np.ndarray:
        return generator.integers(0, 9, shape).astype(np.float32)

    return Lexicon(
        names, counts(len(names)), counts(len(names), labels), known, counts(len(known), labels, 4), listed,
        generator.integers(1, 1 << KINDS, len(listed)).astype(np.uint8),
    )  # fmt: skip


def trees_of(generator: np.random.Generator, count: int) -> Trees:
    roots, nodes = [], []
    for _ in range(count):
        roots.append(len(nodes))
        _grow(generator, nodes, 4)
    return as_trees(roots, nodes, -1)


def _grow(generator: np.random.Generator, nodes: list, depth: int) -> None:
    place = len(nodes)
    nodes.append((LEAF, generator.normal(), 0))
    if depth and generator.random() < 0.8:
        _grow(generator, nodes, depth - 1)
        nodes[place] = (int(generator.integers(WIDTH)), generator.random() * 3, len(nodes))
        _grow(generator, nodes, depth - 1)
