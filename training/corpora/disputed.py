"""Names that a tagger's own corpus has as mentions and another corpus leaves out, such as heparin and statins.

Both say what a mention is, each as its team saw it. Where they differ, the own one is right.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ner_model.abbreviations import find_definitions
from ner_model.tags import tags_of
from ner_model.text import tokenize
from training.corpora.gold import GoldDocument
from training.corpora.tagged_corpus import Sentence, mentions_in

_LEAST = 2  # mentions of a name in the own corpus,
_MOSTLY = 0.7  # the share of its places there that are mentions, at least,
_SELDOM = 0.3  # and in the other corpus, at most
_LETTERS = 5  # of a name, as shorter ones are short for different things

Name = tuple[str, ...]


class Texts(NamedTuple):
    """Documents of a corpus, and their sentences as tagged."""

    documents: Sequence[GoldDocument]
    sentences: Sequence[Sentence]


def settled(own: Sequence[Sentence], other: Texts, labels: Sequence[str], label: str) -> list[Sentence]:
    """The other corpus' sentences, where names of the label that are disputed, and what is short for them, are mentions
    too; `own`: sentences of the corpus that is right."""
    names = disputed_names(own, other.sentences, labels, label)
    shorts = _short_for(names, other.documents)
    return [_settled(sentence, names, shorts, labels, label) for sentence in other.sentences]


def disputed_names(own: Sequence[Sentence], other: Sequence[Sentence], labels: Sequence[str], label: str) -> set[Name]:
    """Names, in small letters, that are mentions mostly in one corpus, and seldom in the other."""
    mentions, others = _mentions(own, labels, label), _mentions(other, labels, label)
    names = {name for name, count in mentions.items() if count >= _LEAST and sum(map(len, name)) >= _LETTERS}
    left_out = _left_out(own, names, labels)
    names = {name for name in names if mentions[name] >= _MOSTLY * (mentions[name] + left_out[name])}
    left_out = _left_out(other, names, labels)
    return {name for name, count in left_out.items() if others[name] <= _SELDOM * (others[name] + count)}


def _mentions(sentences: Iterable[Sentence], labels: Sequence[str], label: str) -> Counter[Name]:
    return Counter(
        tuple(word.lower() for word in sentence.words[first:end])
        for sentence in sentences
        for first, end in mentions_in(sentence, labels, label)
    )


def _left_out(sentences: Iterable[Sentence], names: Collection[Name], labels: Sequence[str]) -> Counter[Name]:
    """How often names stand outside of all mentions."""
    return Counter(
        name
        for sentence in sentences
        for name, first, end in _places(sentence, names)
        if _is_outside(sentence.tags[first:end], labels)
    )


def _is_outside(tags: Iterable[int], labels: Sequence[str]) -> bool:
    of_mentions = range(1, len(tags_of(labels)))
    return not any(tag in of_mentions for tag in tags)


def _places(sentence: Sentence, names: Collection[Name]) -> Iterator[tuple[Name, int, int]]:
    """Where a sentence has names: each with its first word and the one after its last."""
    words = tuple(word.lower() for word in sentence.words)
    longest = max(map(len, names), default=0)
    for first in range(len(words)):
        for end in range(first + 1, min(first + longest, len(words)) + 1):
            if (name := words[first:end]) in names:
                yield name, first, end


def _short_for(names: Collection[Name], documents: Iterable[GoldDocument]) -> set[str]:
    """Abbreviations that documents define for these names more often than for others."""
    votes: Counter[str] = Counter()
    for document in documents:
        for short, start, end in find_definitions(document.text):
            is_one = tuple(word.lower() for word in tokenize(document.text[start:end]).words) in names
            votes[short] += 1 if is_one else -1
    return {short for short, count in votes.items() if count > 0}


def _settled(
    sentence: Sentence, names: Collection[Name], shorts: Collection[str], labels: Sequence[str], label: str
) -> Sentence:
    tags, begins = list(sentence.tags), tags_of(labels).index(f"B-{label}")
    found = [(first, end) for _, first, end in _places(sentence, names)]
    found += [(place, place + 1) for place, word in enumerate(sentence.words) if word in shorts]
    for first, end in sorted(found, key=lambda span: span[0] - span[1]):  # the longest first
        if _is_outside(tags[first:end], labels):
            tags[first:end] = [begins, *[begins + 1] * (end - first - 1)]
    return sentence._replace(tags=tags)
