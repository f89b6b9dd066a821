"""What a reranker learns from: of each corpus the parts that some tagger has not learned, as that tagger sees them."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ner_model.tagger import Tagger
from training.corpora.gold import GoldDocument, renamed
from training.corpora.load_corpus import LABELS, load_corpus
from training.corpora.overlap import apart_from, sentences_of
from training.fitting.lessons import Fold, Sources, all_of, labels_in
from training.fitting.settings import TrainConfig
from training.reranking.examples import Doubted, doubted


class Part(NamedTuple):
    """Documents of a corpus that annotates some labels."""

    corpus: str
    labels: frozenset[str]
    documents: list[Doubted]


def parts_of_folds(folds: Sequence[Tagger], config: TrainConfig, sources: Sources) -> Iterator[Part]:
    """The corpora of a step that annotate labels that it writes. `folds`: taggers without the first part of each
    corpus, without the second, and so on. No document shares a sentence with what taggers are measured on."""
    measured = sentences_of(_measured(config, sources))
    for name in (config.corpus, *config.mixture):
        labels = labels_in(name, LABELS[config.corpus])
        if labels:
            documents = all_of(name, sources)
            folded = [Fold(number, len(folds)).of(documents) for number in range(1, len(folds) + 1)]
            learned = [list(renamed(apart_from(measured, each), labels)) for each in folded]
            seen = [each for tagger, part in zip(folds, learned, strict=True) for each in doubted(tagger, part)]
            yield Part(name, frozenset(labels.values()), seen)


def part_of_dev(tagger: Tagger, config: TrainConfig, sources: Sources) -> Part:
    """The development set, as a tagger sees it that has learned train alone."""
    documents = load_corpus(config.corpus, "dev", sources.data_dir, cache=sources.cache)
    return Part(config.corpus, frozenset(LABELS[config.corpus]), doubted(tagger, documents))


def _measured(config: TrainConfig, sources: Sources) -> Iterator[GoldDocument]:
    for name in (config.corpus, *config.mixture):
        if name in LABELS:
            yield from load_corpus(name, "dev", sources.data_dir, cache=sources.cache)


def numbers_of(labels: Collection[str], told: Sequence[str]) -> list[int]:
    return [number for number, label in enumerate(told) if label in labels]
