"""Gold mentions as tags of the tokens that the tagger itself makes."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ner_model.tags import OUTSIDE, Span, tags_from_spans
from ner_model.text import TokenizedText
from training.corpora.gold import GoldDocument, Mention


class LostMention(NamedTuple):
    """A mention that no tags can express, and why: cuts_token, crosses_sentence, overlaps."""

    doc_id: str
    mention: Mention
    text: str
    reason: str


class AlignmentReport(NamedTuple):
    """How many different mentions there were, and which of them no tags can express."""

    mentions: int
    lost: tuple[LostMention, ...]

    def __str__(self) -> str:
        kept = self.mentions - len(self.lost)
        counts = Counter(lost.reason for lost in self.lost)
        reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()))
        return f"{kept:,} of {self.mentions:,} mentions aligned ({kept / max(self.mentions, 1):.2%})" + (
            f", lost: {reasons}" if reasons else ""
        )


def align(document: GoldDocument, tokens: TokenizedText) -> tuple[list[str], AlignmentReport]:
    """The tag of each token of a document, and what could not be expressed.

    Of overlapping mentions the longest is kept, and of equally long ones the first.

    >>> from ner_model.text import tokenize
    >>> document = GoldDocument("1", "NaCl gave 5-HT6", (Mention(0, 4, "Chemical"), Mention(10, 14, "Chemical")))
    >>> tags, report = align(document, tokenize(document.text))
    >>> tags
    ['B-Chemical', 'O', 'O', 'O', 'O']
    >>> print(report)
    1 of 2 mentions aligned (50.00%), lost: cuts_token 1
    """
    mentions = sorted(set(document.mentions), key=lambda mention: (mention.start - mention.end, mention))
    tags = [OUTSIDE] * len(tokens.words)
    lost = []
    for mention in mentions:
        first, end = np.searchsorted(tokens.starts, [mention.start, mention.end]).tolist()
        if reason := _obstacle(mention, Span(first, end, mention.label), tokens, tags):
            lost.append(LostMention(document.doc_id, mention, document.text[mention.start : mention.end], reason))
        else:
            tags[first:end] = tags_from_spans([Span(0, end - first, mention.label)], end - first)
    return tags, AlignmentReport(len(mentions), tuple(lost))


def summarize(reports: Iterable[AlignmentReport]) -> AlignmentReport:
    """One report of many documents."""
    reports = list(reports)
    return AlignmentReport(
        sum(report.mentions for report in reports), tuple(lost for report in reports for lost in report.lost)
    )


def _obstacle(mention: Mention, span: Span, tokens: TokenizedText, tags: list[str]) -> str | None:
    """Why tags cannot express a mention next to those already there."""
    if span.first == span.end or tokens.starts[span.first] != mention.start or tokens.ends[span.end - 1] != mention.end:
        return "cuts_token"
    if np.searchsorted(tokens.first_tokens, span.first, "right") != np.searchsorted(
        tokens.first_tokens, span.end, "left"
    ):
        return "crosses_sentence"
    if any(tag != OUTSIDE for tag in tags[span.first : span.end]):
        return "overlaps"
    return None
