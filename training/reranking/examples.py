"""Spans that taggers deem possible in documents that they have not learned, and which of them are mentions."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.reranking.features import Seen, Taught, features_of, see, taught
from ner_model.reranking.lexicon import Lexicon
from ner_model.tagger import Tagger
from ner_model.text import tokenize
from ner_model.words import Words
from training.corpora.gold import GoldDocument, Mention

_SENTENCES = 0.3  # what a span in a sentence by itself weighs, beside the same one in its text


class Doubted(NamedTuple):
    """A document with the spans that a tagger deems possible there; a span of it weighs so much.

    `source`: the document that it is a piece of, or itself. `annotated`: the numbers of the labels that its corpus
    annotates, so that spans of these are right or wrong.
    """

    source: GoldDocument
    document: GoldDocument
    annotated: Collection[int]
    weight: float
    words: Words
    seen: Seen


class Examples(NamedTuple):
    """`rows` float32 `[spans, features]`; `right` bool `[spans]`; `weights` float64 `[spans]`: how much each counts."""

    rows: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


def doubted(
    tagger: Tagger, documents: Sequence[GoldDocument], annotated: Collection[int], weight: float, labels: int
) -> list[Doubted]:
    """Of documents that the tagger has not learned, the spans of the first so many of its labels.

    Each sentence is looked at by itself too: users have short texts, of which there is no rest that could tell.
    """
    found = []
    for source in documents:
        for document in (source, *sentences_apart(source)):
            tokens = tokenize(document.text)
            words = Words(document.text, tokens.starts, tokens.ends)
            spans = tagger.spans_in_reach([document.text], [tokens])
            seen = see(spans, words, np.array([0, len(words)]), labels)
            own_weight = weight if document is source else weight * _SENTENCES
            found.append(Doubted(source, document, annotated, own_weight, words, seen))
    return found


def sentences_apart(document: GoldDocument) -> Iterator[GoldDocument]:
    """Each sentence of a document of several, with its mentions, as a document."""
    starts = tokenize(document.text).sentence_starts.tolist()
    for start, end in itertools.pairwise([*starts, len(document.text)]) if len(starts) > 1 else ():
        inside = [each for each in document.mentions if start <= each.start and each.end <= end]
        mentions = tuple(Mention(each.start - start, each.end - start, each.label) for each in inside)
        yield GoldDocument(document.doc_id, document.text[start:end], mentions)


def names_in(doubted: Sequence[Doubted]) -> npt.NDArray[np.uint32]:
    """The keys of all spans, sorted."""
    return np.unique(np.concatenate([each.seen.keys for each in doubted]))


def examples_of(
    doubted: Sequence[Doubted], lexicon: Lexicon, own: Sequence[Lexicon], labels: Sequence[str]
) -> Examples:
    """The spans of each document, as if others alone had taught the lexicon; `own`: what it or its group taught."""
    parts = [_of_document(each, lexicon, here, labels) for each, here in zip(doubted, own, strict=True)]
    return Examples(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of_document(each: Doubted, lexicon: Lexicon, own: Lexicon, labels: Sequence[str]) -> Examples:
    everywhere, here = taught(each.seen, lexicon), taught(each.seen, own)
    others = Taught(*(total - part for total, part in zip(everywhere, here, strict=True)))
    rows, right = features_of(each.words, each.seen, others, lexicon), _are_mentions(each, labels)
    can_be_told = np.isin(each.seen.spans.labels, list(each.annotated))
    return Examples(rows[can_be_told], right[can_be_told], np.full(can_be_told.sum(), each.weight))


def _are_mentions(each: Doubted, labels: Sequence[str]) -> npt.NDArray[np.bool_]:
    gold = set(each.document.mentions)
    spans = each.seen.spans
    starts, ends = each.words.starts[spans.firsts], each.words.ends[spans.ends - 1]
    names = [labels[number] for number in spans.labels]
    right = [Mention(*place) in gold for place in zip(starts.tolist(), ends.tolist(), names, strict=True)]
    return np.array(right, bool)
