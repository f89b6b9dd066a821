"""How often documents have names and annotate them, and which words stand at the edges of their mentions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ner_model.reranking.keys import span_keys, word_keys
from ner_model.reranking.lexicon import EDGES, Lexicon, find
from ner_model.reranking.spans_in_reach import LONGEST
from ner_model.text import tokenize
from ner_model.words import Words
from training.corpora.gold import GoldDocument

NO_DOCUMENT = GoldDocument("", "", ())  # teaches nothing

_NOTHING = np.zeros(0, np.uint32), np.zeros(0, np.uint8)


def count(document: GoldDocument, names: npt.NDArray[np.uint32], labels: Sequence[str]) -> Lexicon:
    """What one document says: of those names, by sorted keys, which it has, and of the words beside its mentions."""
    tokens = tokenize(document.text)
    words = Words(document.text, tokens.starts, tokens.ends)
    keys = word_keys(words)
    told = _occurrences(keys, names)
    mentions = list(_aligned(document, words, labels))
    firsts, ends, numbers = (np.array([mention[at] for mention in mentions], np.int64) for at in range(3))
    annotated: Counter[tuple[int, int]] = Counter(
        zip(span_keys(keys, firsts, ends).tolist(), numbers.tolist(), strict=True)
    )
    short = (keys >> np.uint64(32)).astype(np.uint32).tolist()
    edges = Counter(each for mention in mentions for each in _edges(short, *mention))
    found = np.array(sorted(told.keys() | {key for key, _ in annotated}), np.uint32)
    beside = np.array(sorted({key for key, _, _ in edges}), np.uint32)
    return Lexicon(
        found,
        np.array([told[key] for key in found.tolist()], np.float32),
        _table(annotated, found, (len(labels),)),
        beside,
        _table(edges, beside, (len(labels), EDGES)),
        *_NOTHING,
    )


def _occurrences(keys: npt.NDArray[np.uint64], names: npt.NDArray[np.uint32]) -> Counter[int]:
    told: Counter[int] = Counter()
    is_name = np.ones(len(names), bool)
    for length in range(1, LONGEST + 1):
        firsts = np.arange(max(len(keys) - length + 1, 0))
        ends = firsts + length
        whole = (keys[firsts] != 0) & (keys[ends - 1] != 0)  # a hyphen at an edge would count the name twice
        windows = span_keys(keys, firsts[whole], ends[whole])
        told.update(windows[find(names, windows, is_name)].tolist())
    return told


def _aligned(document: GoldDocument, words: Words, labels: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """First and end words of the mentions that words can express, and the numbers of their labels."""
    for start, end, label in document.mentions:
        first, last = np.searchsorted(words.starts, start), np.searchsorted(words.ends, end)
        if label in labels and first <= last < len(words) and words.starts[first] == start and words.ends[last] == end:
            yield int(first), int(last) + 1, labels.index(label)


def _edges(words: list[int], first: int, end: int, label: int) -> Iterable[tuple[int, int, int]]:
    if first > 0:
        yield words[first - 1], label, 0
    if end - first > 1:
        yield words[first], label, 1
        yield words[end - 1], label, 2
    if end < len(words):
        yield words[end], label, 3


def _table(counts: Counter[Any], keys: npt.NDArray[np.uint32], shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    table = np.zeros((len(keys), *shape), np.float32)
    for (key, *places), number in counts.items():
        table[(np.searchsorted(keys, np.uint32(key)), *places)] = number
    return table


def together(lexicons: Sequence[Lexicon]) -> Lexicon:
    """The counts of several documents added up."""
    names, words = _union([each.names for each in lexicons]), _union([each.words for each in lexicons])
    labels = lexicons[0].annotated.shape[1]
    told, annotated = np.zeros(len(names), np.float32), np.zeros((len(names), labels), np.float32)
    edges = np.zeros((len(words), labels, EDGES), np.float32)
    for each in lexicons:
        at, beside = np.searchsorted(names, each.names), np.searchsorted(words, each.words)
        told[at] += each.told
        annotated[at] += each.annotated
        edges[beside] += each.edges
    return Lexicon(names, told, annotated, words, edges, *_NOTHING)


def _union(keys: Sequence[npt.NDArray[np.uint32]]) -> npt.NDArray[np.uint32]:
    return np.unique(np.concatenate(keys))
