"""What is to be seen of a span: the tagger's doubts, other spans, the rest of the text, a corpus and dictionaries.

All of it is counted, compared, added up in a written order and divided, so that every processor finds the same.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.found_spans import FoundSpans
from ner_model.reranking.keys import span_keys, word_keys
from ner_model.reranking.lexicon import Lexicon, find
from ner_model.words import Words

KINDS = 4  # of dictionaries
FEATURES = (
    "probability",
    "label",
    "tokens",
    "characters",
    "rival",
    "rival_of_other_label",
    "longer_rival",
    "shorter_rival",
    "repeats",
    "mean_of_repeats",
    "most_of_repeats",
    "annotated",
    "told",
    "share_annotated",
    "before",
    "share_before",
    "share_first",
    "share_last",
    "share_after",
    "after",
    "is_in_brackets",
    "others_in_text",
    "known_in_text",
    *(f"in_dictionary_{kind}" for kind in range(KINDS)),
)
WIDTH = len(FEATURES)


class Taught(NamedTuple):
    """What a corpus says of spans, float32: `annotated` (as their label) and `told` `[spans]`; `edges` `[spans, 4, 2]`:
    how often the words before, first, last and after are left out of mentions of their label and taken in there."""

    annotated: Floats
    told: Floats
    edges: Floats


class Seen(NamedTuple):
    """Spans in their texts.

    `rivals` float32 `[spans, 4]`, see `_rivals`; `keys` uint32 `[spans]`; `edges` uint32 `[spans, 4]`: keys of the
    words before, first, last and after, 0 where there is none; `beside` int `[spans, 2]`: the places of the words
    before and after, -1 where there is none; `texts` int `[spans]`; `others` float32 `[spans]`: of all that is probable
    in its text, the share of labels that are not told.
    """

    spans: FoundSpans
    rivals: Floats
    keys: npt.NDArray[np.uint32]
    edges: npt.NDArray[np.uint32]
    beside: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int64]
    others: Floats


def see(spans: FoundSpans, words: Words, bases: npt.NDArray[np.int64], labels: int) -> Seen:
    """Spans of the first so many labels, with others as their rivals; text `i` holds words `bases[i]:bases[i + 1]`."""
    rivals, others = _rivals(spans), _others(spans, bases, labels)
    kept = np.flatnonzero(spans.labels < labels)
    spans = FoundSpans(*(column[kept] for column in spans))
    of_words = word_keys(words)
    texts = np.searchsorted(bases, spans.firsts, side="right") - 1
    short = (of_words >> np.uint64(32)).astype(np.uint32)
    before = np.where(spans.firsts > bases[texts], spans.firsts - 1, -1)
    after = np.where(spans.ends < bases[texts + 1], spans.ends, -1)
    edges = [
        np.where(before >= 0, short[before], 0),
        short[spans.firsts],
        short[spans.ends - 1],
        np.where(after >= 0, short[after], 0),
    ]
    beside = np.stack([before, after], axis=1)
    keys = span_keys(of_words, spans.firsts, spans.ends)
    return Seen(spans, rivals[kept], keys, np.stack(edges, axis=1), beside, texts, others[texts])


def taught(seen: Seen, lexicon: Lexicon) -> Taught:
    """Word for word what the lexicon has of each span."""
    rows, labels = np.arange(len(seen.keys)), seen.spans.labels
    edges = np.zeros((len(rows), 4, 2), np.float32)
    for place in range(4):
        counts = find(lexicon.words, seen.edges[:, place], lexicon.edges)[rows, labels]
        edges[:, place] = counts[:, [0, 1] if place < 2 else [3, 2]]
    edges[:, [0, 3]] *= (seen.beside >= 0)[..., None]
    annotated = find(lexicon.names, seen.keys, lexicon.annotated)[rows, labels]
    return Taught(annotated, find(lexicon.names, seen.keys, lexicon.told), edges)


def features_of(words: Words, seen: Seen, taught: Taught, lexicon: Lexicon) -> Floats:
    """The features of each span, float32 `[spans, WIDTH]`."""
    spans = seen.spans
    left_out, taken_in = taught.edges[..., 0], taught.edges[..., 1]
    shares = (left_out + np.float32(0.5)) / (left_out + taken_in + np.float32(1))
    shares[spans.ends - spans.firsts == 1, 1:3] = -1
    kinds = find(lexicon.listed, seen.keys, lexicon.kinds)
    columns: list[npt.NDArray[Any]] = [
        spans.probabilities,
        spans.labels,
        spans.ends - spans.firsts,
        words.ends[spans.ends - 1] - words.starts[spans.firsts],
        *seen.rivals.T,
        *_repeats(seen),
        taught.annotated,
        taught.told,
        (taught.annotated + np.float32(0.3)) / (taught.told + np.float32(0.6)),
        left_out[:, 0] + taken_in[:, 0],
        *shares.T,
        left_out[:, 3] + taken_in[:, 3],
        _brackets(seen, words),
        seen.others,
        _known(seen, taught),
        *((kinds >> kind & 1) for kind in range(KINDS)),
    ]
    return np.stack([column.astype(np.float32) for column in columns], axis=1)


def _rivals(spans: FoundSpans) -> Floats:
    """How likely other spans are that overlap each: the likeliest, the one of another label, and of its own label the
    one around it and the one within it, float32 `[spans, 4]`."""
    most = np.zeros((len(spans.firsts), 4), np.float32)
    reached = np.maximum.accumulate(spans.ends)
    for distance in range(1, len(spans.firsts)):
        if not (spans.firsts[distance:] < reached[:-distance]).any():
            break
        left = np.flatnonzero(spans.firsts[distance:] < spans.ends[:-distance])
        _compare(spans, left, left + distance, most)
        _compare(spans, left + distance, left, most)
    return most


def _compare(spans: FoundSpans, one: npt.NDArray[np.int64], other: npt.NDArray[np.int64], most: Floats) -> None:
    """Notes how likely the other spans are, each of which overlaps one."""
    is_alike = spans.labels[one] == spans.labels[other]
    is_around = (spans.firsts[other] <= spans.firsts[one]) & (spans.ends[other] >= spans.ends[one])
    is_within = (spans.firsts[other] >= spans.firsts[one]) & (spans.ends[other] <= spans.ends[one])
    kinds = (np.ones_like(is_alike), ~is_alike, is_alike & is_around, is_alike & is_within)
    for column, kind in enumerate(kinds):
        most[one[kind], column] = np.maximum(most[one[kind], column], spans.probabilities[other[kind]])


def _others(spans: FoundSpans, bases: npt.NDArray[np.int64], labels: int) -> Floats:
    """Of each text, the share of labels from this number on in the probabilities of all its spans, 0 without any."""
    texts, texts_count = np.searchsorted(bases, spans.firsts, side="right") - 1, len(bases) - 1
    probabilities = spans.probabilities.astype(np.float64)
    every = np.bincount(texts, probabilities, texts_count)
    others = np.bincount(texts, np.where(spans.labels >= labels, probabilities, 0), texts_count)
    shares: Floats = (others / np.where(every > 0, every, 1)).astype(np.float32)
    return shares


def _known(seen: Seen, taught: Taught) -> Floats:
    """Of the spans of the text of each, the share whose names the corpus has."""
    every = np.bincount(seen.texts)
    known = np.bincount(seen.texts, taught.told > 0)  # float64
    shares: Floats = (known[seen.texts] / every[seen.texts]).astype(np.float32)
    return shares


def _repeats(seen: Seen) -> list[npt.NDArray[Any]]:
    """Of the other spans of the same text, label and key: how many, how likely in the mean and at most, -1 if none."""
    probabilities = seen.spans.probabilities
    alike = np.stack([seen.texts, seen.spans.labels, seen.keys.astype(np.int64)])
    _, groups, counts = np.unique(alike, axis=1, return_inverse=True, return_counts=True)
    groups = groups.reshape(-1)
    doubles = probabilities.astype(np.float64)
    others = counts[groups] - 1
    means = (np.bincount(groups, doubles, len(counts))[groups] - doubles) / np.maximum(others, 1)
    order, ends = np.lexsort((probabilities, groups)), np.cumsum(counts)
    last_but_one = np.where(counts > 1, probabilities[order[np.maximum(ends - 2, 0)]], np.float32(-1))
    most = probabilities[order[ends - 1]][groups]
    is_last = np.zeros(len(groups), bool)
    is_last[order[ends - 1]] = True
    return [others, np.where(others > 0, means, -1), np.where(is_last, last_but_one[groups], most)]


def _brackets(seen: Seen, words: Words) -> npt.NDArray[np.int64]:
    """1 for a bracket before a span, 2 for one after it, 3 for both."""
    before, after = seen.beside.T
    return _is_one_of("([", words, before) + 2 * _is_one_of(")]", words, after)


def _is_one_of(marks: str, words: Words, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    is_mark = np.isin(words.letters[words.starts[places]], list(map(ord, marks)))
    found: npt.NDArray[np.int64] = ((places >= 0) & is_mark & (words.ends - words.starts == 1)[places]).astype(np.int64)
    return found
