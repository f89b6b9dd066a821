"""A corpus made ready for the network: aligned, tagged, encoded."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from ner_model.tags import OUTSIDE, spans_from_tags, tags_of
from ner_model.text import tokenize
from training.corpora.align import AlignmentReport, align, summarize
from training.corpora.gold import GoldDocument
from training.corpora.partial import outside_id


class Sentence(NamedTuple):
    """The words of a sentence and a tag id for each."""

    words: list[str]
    tags: list[int]


class TaggedCorpus(NamedTuple):
    """Sentences with tag ids, which number `tags`, and what the tags could not express."""

    tags: list[str]
    sentences: list[Sentence]
    report: AlignmentReport


def tag_corpus(
    documents: Iterable[GoldDocument], labels: Sequence[str], *, annotated: Collection[str] | None = None
) -> TaggedCorpus:
    """Sentences and tokens as the tagger will see them, with the tags that it should give.

    Where only some of the labels are `annotated`, the ids of tokens outside are those of `training.corpora.partial`.
    """
    scheme = tags_of(labels)
    ids = {tag: number for number, tag in enumerate(scheme)}
    ids[OUTSIDE] = outside_id(labels, labels if annotated is None else annotated)
    sentences, reports = [], []
    for document in documents:
        tokens = tokenize(document.text)
        tags, report = align(document, tokens)
        reports.append(report)
        for first, end in zip(tokens.first_tokens, tokens.first_tokens[1:], strict=False):
            sentences.append(Sentence(tokens.words[first:end], [ids[tag] for tag in tags[first:end]]))
    return TaggedCorpus(scheme, sentences, summarize(reports))


def mentions_in(sentence: Sentence, labels: Sequence[str], label: str) -> list[tuple[int, int]]:
    """The words `[first, end)` of each mention of one of the labels.

    >>> mentions_in(Sentence(["Gout", ",", "renal", "failure"], [1, 0, 1, 2]), ["Disease"], "Disease")
    [(0, 1), (2, 4)]
    """
    scheme = tags_of(labels)
    tags = [scheme[tag] if tag < len(scheme) else OUTSIDE for tag in sentence.tags]
    return [(span.first, span.end) for span in spans_from_tags(tags) if span.label == label]


def in_other_case(sentences: Sequence[Sentence], every: int) -> list[Sentence]:
    """Some sentences as old titles and careless typists have them: every n-th in capitals, every n-th in small letters.

    >>> in_other_case([Sentence(["Gout"], [1]), Sentence(["NaCl"], [3])], every=2)
    [Sentence(words=['GOUT'], tags=[1]), Sentence(words=['nacl'], tags=[3])]
    """
    capitals = [Sentence([word.upper() for word in words], tags) for words, tags in sentences[::every]]
    return capitals + [
        Sentence([word.lower() for word in words], tags) for words, tags in sentences[every // 2 :: every]
    ]
