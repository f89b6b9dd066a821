"""What a reranker learns from: documents that a tagger has not learned, with the spans that it deems possible there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ner_model.tagger import Tagger
from training.corpora.gold import GoldDocument, renamed
from training.corpora.load_corpus import LABELS, load_corpus
from training.corpora.overlap import apart_from, sentences_of
from training.fitting.lessons import Fold, Sources, all_of, labels_in
from training.fitting.settings import TrainConfig
from training.reranking.examples import Doubted, doubted

# How much a span of each corpus weighs for the reranker of a tagger, of its own corpus first.
WEIGHTS: Mapping[str, Mapping[str, float]] = {"bc5cdr": {"bc5cdr": 3, "biored": 1, "biored_more": 1}}


class Part(NamedTuple):
    """Documents of a corpus; a span of them weighs so much."""

    corpus: str
    weight: float
    documents: list[Doubted]


def parts_of_folds(folds: Sequence[Tagger], config: TrainConfig, sources: Sources) -> Iterator[Part]:
    """The corpora of `WEIGHTS`. `folds`: taggers without the first part of each corpus, without the second, and so on.
    No document shares a sentence with what taggers are measured on."""
    measured = sentences_of(_measured(config, sources))
    for name, weight in WEIGHTS[config.name].items():
        documents = all_of(name, sources)
        labels = labels_in(name, LABELS[config.corpus])
        held_out = [Fold(number, len(folds)).of(documents) for number in range(1, len(folds) + 1)]
        apart = [list(renamed(apart_from(measured, each), labels)) for each in held_out]
        seen = [each for tagger, part in zip(folds, apart, strict=True) for each in doubted(tagger, part)]
        yield Part(name, weight, seen)


def part_of_dev(tagger: Tagger, config: TrainConfig, sources: Sources) -> Part:
    """The development set, as a tagger sees it that has learned train alone."""
    documents = load_corpus(config.corpus, "dev", sources.data_dir, cache=sources.cache)
    return Part(config.corpus, WEIGHTS[config.name][config.corpus], doubted(tagger, documents))


def _measured(config: TrainConfig, sources: Sources) -> Iterator[GoldDocument]:
    for name in (config.corpus, *config.mixture):
        if name in LABELS:
            yield from load_corpus(name, "dev", sources.data_dir, cache=sources.cache)
