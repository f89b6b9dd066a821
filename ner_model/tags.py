"""The one tag scheme: BIO, one tag per token.

`B-X` begins a span of the label X, `I-X` carries it on, `O` lies outside of all spans.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

OUTSIDE = "O"


class Span(NamedTuple):
    """Tokens `[first, end)` that together have a label."""

    first: int
    end: int
    label: str


def tags_of(labels: Iterable[str]) -> list[str]:
    """The tags that a set of labels needs; the position of a tag is its id.

    >>> tags_of(["Chemical", "Disease"])
    ['O', 'B-Chemical', 'I-Chemical', 'B-Disease', 'I-Disease']
    """
    return [OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in "BI")]


def labels_of(tags: Sequence[str]) -> list[str]:
    """The labels of a scheme that `tags_of` made.

    >>> labels_of(tags_of(["Chemical", "Disease"]))
    ['Chemical', 'Disease']
    """
    return [tag[2:] for tag in tags[1::2]]


def tags_from_spans(spans: Iterable[Span], length: int) -> list[str]:
    """The tags of `length` tokens; spans may touch but not overlap.

    >>> tags_from_spans([Span(1, 3, "Disease")], 4)
    ['O', 'B-Disease', 'I-Disease', 'O']
    """
    tags = [OUTSIDE] * length
    for span in spans:
        if not 0 <= span.first < span.end <= length:
            raise ValueError(f"a span must hold at least one of the tokens. Received: {span} with length={length}")
        if any(tag != OUTSIDE for tag in tags[span.first : span.end]):
            raise ValueError(f"spans must not overlap. Received: {span}, which overlaps an earlier one")
        tags[span.first] = f"B-{span.label}"
        tags[span.first + 1 : span.end] = [f"I-{span.label}"] * (span.end - span.first - 1)
    return tags


def spans_from_tags(tags: Sequence[str]) -> list[Span]:
    """The spans in order; an `I-X` that continues nothing begins a span, as in conlleval.

    >>> spans_from_tags(["B-geo", "I-geo", "B-geo", "I-per", "O"])
    [Span(first=0, end=2, label='geo'), Span(first=2, end=3, label='geo'), Span(first=3, end=4, label='per')]
    """
    spans: list[Span] = []
    previous = OUTSIDE
    for position, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        if prefix == "I" and label == previous.partition("-")[2]:
            spans[-1] = spans[-1]._replace(end=position + 1)
        elif tag != OUTSIDE:
            spans.append(Span(position, position + 1, label))
        previous = tag
    return spans


def allowed_starts(tags: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which tags a sentence may begin with: bool `[tags]`."""
    return np.array([not tag.startswith("I-") for tag in tags])


def allowed_transitions(tags: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which tag may follow which: bool `[from, to]`; `I-X` follows nothing but `B-X` and `I-X`.

    >>> allowed_transitions(["O", "B-per", "I-per"]).astype(int).tolist()
    [[1, 1, 0], [1, 1, 1], [1, 1, 1]]
    """
    labels = [tag.partition("-")[2] for tag in tags]
    continues = np.array([[left == right for right in labels] for left in labels]).reshape(len(tags), len(tags))
    allowed: npt.NDArray[np.bool_] = allowed_starts(tags)[None, :] | continues
    return allowed
