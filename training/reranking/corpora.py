"""What a reranker learns from: documents that a tagger has not learned, with the spans that it deems possible there."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ner_model.tagger import Tagger
from training.corpora.gold import renamed
from training.corpora.load_corpus import LABELS, load_corpus
from training.corpora.overlap import apart_from
from training.fitting.lessons import Fold, Sources, all_of, labels_in, with_whole_species
from training.fitting.settings import TrainConfig
from training.reranking.examples import Doubted, doubted

# How much a span of each corpus weighs for the reranker of a tagger or a convention. The lexicon is of the first one.
# DrugProt and ChemProt are full of names that it has not, which are mentions all the same.
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "general": {"gmb": 1},
    "bc5cdr": {"bc5cdr": 3, "biored": 2, "biored_more": 2, "drugprot": 0.3, "chemprot": 0.3},
    "biomedical": {"biored": 3, "biored_more": 3, "bc5cdr": 1, "nlmgene": 1, "gnormplus": 1, "tmvar3": 1},
    "ncbi_disease": {"ncbi_disease": 3, "biored": 1, "bc5cdr": 1, "tmvar3": 1},
    "biored": {"biored": 3, "biored_more": 3, "bc5cdr": 1},
}

# Into how many groups the documents of a tagger's own corpora fall, see `fit`; those of others are each by itself.
GROUPS = {"general": 4, "bc5cdr": 4}


def own_corpora(tagger: str) -> tuple[str, ...]:
    """The corpora of a tagger's own convention: the first one, and what else there is of it."""
    first, *_ = WEIGHTS[tagger]
    return tuple(name for name in WEIGHTS[tagger] if name in (first, f"{first}_more"))


class Part(NamedTuple):
    """Documents of a corpus."""

    corpus: str
    documents: list[Doubted]


def parts_of_folds(
    name: str, folds: Sequence[Tagger], told: Sequence[str], measured: frozenset[str], sources: Sources
) -> list[Part]:
    """The corpora of a tagger or a convention, which tells these labels, the first of those of the folds' taggers.

    `folds`: taggers without the first part of each corpus, without the second, and so on. `measured`: sentences of what
    taggers are measured on, whose documents are left out.
    """
    return [
        Part(corpus, _doubted_by_folds(corpus, weight, folds, told, measured, sources))
        for corpus, weight in WEIGHTS[name].items()
    ]


def with_dev(parts: Sequence[Part], dev: Part) -> list[Part]:
    """Parts with dev beside them; its corpus weighs as much in all as it did, so that the others keep their share."""
    before = sum(_weight(part) for part in parts if part.corpus == dev.corpus)
    share = before / (before + _weight(dev))
    return [_weighted(part, share) if part.corpus == dev.corpus else part for part in (*parts, dev)]


def _weight(part: Part) -> float:
    return sum(document.weight for document in part.documents)


def _weighted(part: Part, share: float) -> Part:
    return part._replace(documents=[each._replace(weight=share * each.weight) for each in part.documents])


def _doubted_by_folds(
    corpus: str, weight: float, folds: Sequence[Tagger], told: Sequence[str], measured: frozenset[str], sources: Sources
) -> list[Doubted]:
    documents, labels = all_of(corpus, sources), labels_in(corpus, told)
    annotated = {told.index(label) for label in labels.values()}
    seen: list[Doubted] = []
    for number, tagger in enumerate(folds, start=1):
        apart = renamed(apart_from(measured, Fold(number, len(folds)).of(documents)), labels)
        seen += doubted(tagger, list(apart), annotated, weight, len(told))
    return seen


def part_of_dev(tagger: Tagger, config: TrainConfig, sources: Sources) -> Part:
    """The development set, as a tagger sees it that has learned train alone, and with the names that it has learned."""
    labels = LABELS[config.corpus]
    documents = load_corpus(config.corpus, "dev", sources.data_dir, cache=sources.cache)
    documents, every = with_whole_species(documents, labels, config), range(len(labels))
    weight = WEIGHTS[config.name][config.corpus]
    return Part(config.corpus, doubted(tagger, documents, every, weight, len(every)))
