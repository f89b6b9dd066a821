"""Numbers that say how good a tagger is: of entities, of tokens, and of its confidence."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from ner_model.tags import OUTSIDE
from training.corpora.gold import Mention

PADDED_LENGTH = 75  # tokens to which a predecessor filled up or cut its sentences, and then counted all of them


class Scores(NamedTuple):
    """`support` is the number of gold mentions."""

    precision: float
    recall: float
    f1: float
    support: int


class TokenScores(NamedTuple):
    """`padded_accuracy`, `entities_f1` and `weighted_f1` are what older work quotes; they flatter or mislead."""

    accuracy: float
    padded_accuracy: float
    entities_f1: float
    weighted_f1: float


def entity_scores(gold: Sequence[Collection[Mention]], predicted: Sequence[Collection[Mention]]) -> Scores:
    """Exact match of start, end and label, over all documents; what conlleval counts, in characters.

    >>> entity_scores([[Mention(0, 4, "geo")]], [[Mention(0, 4, "geo"), Mention(5, 9, "per")]])
    Scores(precision=0.5, recall=1.0, f1=0.6666666666666666, support=1)
    """
    expected, found = _flat(gold), _flat(predicted)
    return _scores(len(expected & found), len(found), len(expected))


def scores_by_label(gold: Sequence[Collection[Mention]], predicted: Sequence[Collection[Mention]]) -> dict[str, Scores]:
    """`entity_scores` of each label that is in either, in alphabetical order."""
    labels = sorted({mention.label for mentions in (*gold, *predicted) for mention in mentions})
    return {label: entity_scores(_only(label, gold), _only(label, predicted)) for label in labels}


def token_tags(bounds: Iterable[tuple[int, int]], mentions: Iterable[Mention]) -> list[str]:
    """The BIO tag of each stretch of text; one that a mention holds in part belongs to it.

    >>> token_tags([(0, 4), (4, 5), (5, 9)], [Mention(2, 5, "geo")])
    ['B-geo', 'I-geo', 'O']
    """
    waiting = sorted(mentions, reverse=True)
    tags, inside = [], None
    for start, end in bounds:
        while waiting and waiting[-1].end <= start:
            waiting.pop()
        mention = waiting[-1] if waiting and waiting[-1].start < end else None
        tags.append(f"{'I' if mention is inside else 'B'}-{mention.label}" if mention else OUTSIDE)
        inside = mention
    return tags


def token_scores(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> TokenScores:
    """Of sentences of tags; the same tag, `B-` and `I-` told apart, counts as right."""
    pairs = tag_pairs(gold, predicted)
    right = {tag: count for (tag, other), count in pairs.items() if tag == other}
    padding = 0
    kept: Counter[bool] = Counter()
    for expected, found in zip(gold, predicted, strict=True):
        padding += max(PADDED_LENGTH - len(expected), 0)
        kept.update(tag == other for tag, other in zip(expected[:PADDED_LENGTH], found[:PADDED_LENGTH], strict=True))
    return TokenScores(
        accuracy=_ratio(sum(right.values()), pairs.total()),
        padded_accuracy=_ratio(kept[True] + padding, kept.total() + padding),
        entities_f1=_entities_f1(pairs, right),
        weighted_f1=_weighted_f1(pairs, right),
    )


def tag_pairs(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> Counter[tuple[str, str]]:
    """How often a tag was given for a gold tag, by (gold, given)."""
    return Counter(pair for sentence in zip(gold, predicted, strict=True) for pair in zip(*sentence, strict=True))


def calibration_error(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: how far, on average, a span's score is from the share of right spans in its bin.

    Bins of equal width; Guo et al. 2017, https://arxiv.org/abs/1706.04599

    >>> round(calibration_error([0.9, 0.9, 0.9, 0.9], [True, True, True, False]), 3)
    0.15
    """
    confidence, correct = np.asarray(scores, float), np.asarray(right, float)
    bin_of = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(bin_of, weights=confidence - correct, minlength=bins)
    return _ratio(float(np.abs(gaps).sum()), len(confidence))


def _flat(documents: Sequence[Collection[Mention]]) -> set[tuple[int, Mention]]:
    return {(number, mention) for number, mentions in enumerate(documents) for mention in mentions}


def _only(label: str, documents: Sequence[Collection[Mention]]) -> list[list[Mention]]:
    return [[mention for mention in mentions if mention.label == label] for mentions in documents]


def _scores(right: int, found: int, expected: int) -> Scores:
    return Scores(_ratio(right, found), _ratio(right, expected), _ratio(2 * right, found + expected), expected)


def _entities_f1(pairs: Counter[tuple[str, str]], right: dict[str, int]) -> float:
    """Micro-averaged over all tags but `O`."""
    mentioned = sum(count * ((tag != OUTSIDE) + (other != OUTSIDE)) for (tag, other), count in pairs.items())
    return _ratio(2 * (sum(right.values()) - right.get(OUTSIDE, 0)), mentioned)


def _weighted_f1(pairs: Counter[tuple[str, str]], right: dict[str, int]) -> float:
    """Mean of the F1 of each tag, `O` too, weighted by how often it is in the gold tags."""
    gold: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for (tag, other), count in pairs.items():
        gold[tag] += count
        given[other] += count
    f1 = {tag: _ratio(2 * right.get(tag, 0), gold[tag] + given[tag]) for tag in gold}
    return _ratio(sum(count * f1[tag] for tag, count in gold.items()), gold.total())


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
