"""Documents that two corpora share, whole or in sentences: what is measured on must not have been learned."""

from collections.abc import Iterable, Iterator

from ner_model.text import tokenize
from training.corpora.gold import GoldDocument

SHORTEST = 40  # letters and digits; shorter sentences are shared by chance, as headings are


def sentences_of(documents: Iterable[GoldDocument]) -> frozenset[str]:
    """The sentences of documents, only their letters and digits, in lower case.

    >>> text = "Short. A tagger that has seen this sentence is to be measured on others."
    >>> sentences_of([GoldDocument("1", text, ())])
    frozenset({'ataggerthathasseenthissentenceistobemeasuredonothers'})
    """
    return frozenset(key for document in documents for key in _keys(document))


def apart_from(sentences: frozenset[str], documents: Iterable[GoldDocument]) -> Iterator[GoldDocument]:
    """The documents that have none of some sentences of `sentences_of`."""
    for document in documents:
        if sentences.isdisjoint(_keys(document)):
            yield document


def _keys(document: GoldDocument) -> Iterator[str]:
    tokens = tokenize(document.text)
    for first, end in zip(tokens.first_tokens, tokens.first_tokens[1:], strict=False):
        key = "".join(word.lower() for word in tokens.words[first:end] if word.isalnum())
        if len(key) >= SHORTEST:
            yield key
