"""Spans that taggers deem possible in documents that they have not learned, and which of them are mentions."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.reranking.features import Seen, Taught, features_of, see, taught
from ner_model.reranking.lexicon import Lexicon
from ner_model.tagger import Tagger
from ner_model.text import tokenize
from ner_model.words import Words
from training.corpora.gold import GoldDocument
from training.reranking.count import count, together


class Doubted(NamedTuple):
    """A document with the spans that a tagger deems possible there."""

    document: GoldDocument
    words: Words
    seen: Seen


class Examples(NamedTuple):
    """`rows` float32 `[spans, features]`; `right` bool `[spans]`."""

    rows: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]


def doubted(tagger: Tagger, documents: Sequence[GoldDocument]) -> list[Doubted]:
    """Of documents that the tagger has not learned, the spans of the labels that it tells."""
    found = []
    for document in documents:
        tokens = tokenize(document.text)
        words = Words(document.text, tokens.starts, tokens.ends)
        spans = tagger.spans_in_reach([document.text], [tokens])
        found.append(Doubted(document, words, see(spans, words, np.array([0, len(words)]), len(tagger.labels))))
    return found


def lexicon_of(doubted: Sequence[Doubted], labels: Sequence[str]) -> tuple[Lexicon, list[Lexicon]]:
    """What all documents teach of the names in them, and what each does."""
    names = np.unique(np.concatenate([each.seen.keys for each in doubted]))
    own = [count(each.document, names, labels) for each in doubted]
    return together(own), own


def examples_of(
    doubted: Sequence[Doubted], lexicon: Lexicon, own: Sequence[Lexicon], labels: Sequence[str]
) -> Examples:
    """The spans of each document, as if the others alone had taught the lexicon."""
    parts = [_of_document(each, lexicon, here, labels) for each, here in zip(doubted, own, strict=True)]
    return Examples(np.concatenate([part.rows for part in parts]), np.concatenate([part.right for part in parts]))


def _of_document(each: Doubted, lexicon: Lexicon, own: Lexicon, labels: Sequence[str]) -> Examples:
    everywhere, here = taught(each.seen, lexicon), taught(each.seen, own)
    others = Taught(*(total - part for total, part in zip(everywhere, here, strict=True)))
    rows = features_of(each.words, each.seen, others, lexicon)
    gold = {(mention.start, mention.end, mention.label) for mention in each.document.mentions}
    spans = each.seen.spans
    starts, ends = each.words.starts[spans.firsts], each.words.ends[spans.ends - 1]
    names = [labels[number] for number in spans.labels]
    right = [place in gold for place in zip(starts.tolist(), ends.tolist(), names, strict=True)]
    return Examples(rows, np.array(right, bool))
