"""What a training run learns: its own corpus, and of related corpora what they annotate of its labels."""

import gzip
import pathlib
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from training.corpora.disputed import Texts, settled
from training.corpora.gold import GoldDocument, renamed
from training.corpora.load_corpus import LABELS, load_corpus
from training.corpora.no_chemicals import no_chemicals
from training.corpora.overlap import apart_from, sentences_of
from training.corpora.prepared import CACHE
from training.corpora.pubtator import read_documents
from training.corpora.reactive_species import LABEL, whole_species
from training.corpora.related import RELATED, find_related, load_related
from training.corpora.spelt_out import spelt_out
from training.corpora.tagged_corpus import Sentence, TaggedCorpus, in_other_case, tag_corpus
from training.fitting.settings import TrainConfig


class Fold(NamedTuple):
    """One of several parts of a corpus, every so many-th document: `number` counts from 1."""

    number: int
    folds: int

    def of(self, documents: Sequence[GoldDocument]) -> Sequence[GoldDocument]:
        return documents[self.number - 1 :: self.folds]

    def others(self, documents: Sequence[GoldDocument]) -> list[GoldDocument]:
        return [each for place, each in enumerate(documents, start=1) if place % self.folds != self.number % self.folds]


class Sources(NamedTuple):
    """Where the lessons of a run are: folders as published, and which splits and corpora of them are meant."""

    data_dir: pathlib.Path
    splits: Sequence[str] = ("train",)
    silver: pathlib.Path | None = None
    related: pathlib.Path | None = None
    without: Collection[str] = ()  # corpora that are left out, and all documents that share a sentence with one
    fold: Fold | None = None  # of each corpus that is not learned, nor documents that share a sentence with it
    cache: pathlib.Path = CACHE


class Lessons(NamedTuple):
    """`own` is learned; `dev` is watched if it is not learned."""

    own: TaggedCorpus
    dev: TaggedCorpus | None


def load_lessons(config: TrainConfig, sources: Sources) -> Lessons:
    """All of a run; prints how much there is of each corpus, and what could not be aligned."""
    dev = None if "dev" in sources.splits else load_corpus(config.corpus, "dev", sources.data_dir, cache=sources.cache)
    left_out = sentences_of(measured_documents(config, sources))
    own = _own(config, sources, left_out)
    mixed_in = _mixed_in(config, sources, left_out, own.sentences)
    own = learned_in_other_case(own, config)
    # Of two splits each half as often, so that the other corpora keep their share.
    own = own._replace(sentences=own.sentences * max(1, round(config.copies / len(sources.splits))))
    own.sentences.extend(mixed_in)
    return Lessons(own, _report("dev", tag_corpus(dev, _labels(config))) if dev else None)


def with_other_case(lessons: Lessons, config: TrainConfig) -> Lessons:
    """Lessons whose own corpus is learned in capitals and in small letters too, as the settings say."""
    return lessons._replace(own=learned_in_other_case(lessons.own, config))


def learned_in_other_case(own: TaggedCorpus, config: TrainConfig) -> TaggedCorpus:
    """A corpus with some of its sentences in capitals and in small letters beside them, as the settings say."""
    more = in_other_case(own.sentences, config.other_case) if config.other_case else []
    return own._replace(sentences=[*own.sentences, *more])


def _own(config: TrainConfig, sources: Sources, left_out: frozenset[str]) -> TaggedCorpus:
    """The corpus that a tagger is for, or the texts that others annotated as if they were of that corpus."""
    if sources.silver:
        with gzip.open(sources.silver, "rt", encoding="utf-8") as lines:
            documents = list(apart_from(left_out, read_documents(lines)))
    elif config.corpus in sources.without:
        documents = []
    else:
        splits = [load_corpus(config.corpus, split, sources.data_dir, cache=sources.cache) for split in sources.splits]
        documents = [document for split in splits for document in split]
        documents = list(apart_from(left_out, sources.fold.others(documents))) if sources.fold else documents
    documents = with_whole_species(documents, LABELS[config.corpus], config)
    tagged = tag_corpus(documents, _labels(config), annotated=LABELS[config.corpus])
    return _report(f"{config.corpus} {'+'.join(sources.splits)}", tagged)


def _mixed_in(
    config: TrainConfig, sources: Sources, left_out: frozenset[str], own: Sequence[Sentence]
) -> Iterator[Sentence]:
    """Sentences of the corpora of a mixture, with those of the tagger's labels that they annotate."""
    for name, copies in config.mixture.items():
        if name in sources.without:
            continue
        labels = labels_in(name, _labels(config))
        documents = all_of(name, sources)
        documents = sources.fold.others(documents) if sources.fold else documents
        annotated = set(labels.values())
        learned = list(renamed(apart_from(left_out, documents), labels))[:: max(1, round(1 / copies))]
        learned = with_whole_species(learned, annotated, config)
        more = spelt_out(learned, config.seed) if config.genetics else ()
        sentences = _report(name, tag_corpus([*learned, *more], _labels(config), annotated=annotated)).sentences
        if name in config.yielding:
            for label in sorted(annotated.intersection(LABELS[config.corpus])):
                sentences = settled(own, Texts(learned, sentences), _labels(config), label)
        if config.genetics:
            sentences = no_chemicals(sentences, _labels(config), annotated)
        yield from sentences * max(1, round(copies))


def with_whole_species(
    documents: list[GoldDocument], annotated: Collection[str], config: TrainConfig
) -> list[GoldDocument]:
    """Documents with reactive oxygen species as one chemical, if the settings say so and chemicals are annotated."""
    return list(whole_species(documents)) if config.whole_species and LABEL in annotated else documents


def measured_documents(config: TrainConfig, sources: Sources) -> Iterator[GoldDocument]:
    """What a tagger is to be measured on: documents that share a sentence with one of these are not learned."""
    if sources.fold:
        for name in (config.corpus, *config.mixture):
            yield from sources.fold.of(all_of(name, sources))
    for name in sources.without:
        yield from all_of(name, sources)
    for name in dict.fromkeys((config.corpus, *config.mixture)):
        if name in LABELS:
            if name != config.corpus or "dev" not in sources.splits:
                yield from load_corpus(name, "dev", sources.data_dir, cache=sources.cache)
        elif f"{name}_dev" in RELATED and f"{name}_dev" not in config.mixture:
            yield from load_related(f"{name}_dev", _folder(sources))


def all_of(name: str, sources: Sources) -> list[GoldDocument]:
    """What there is to learn from a corpus."""
    if name in LABELS:
        return load_corpus(name, "train", sources.data_dir, cache=sources.cache)
    return load_related(name, _folder(sources))


def labels_in(name: str, wanted: Collection[str]) -> dict[str, str]:
    """Labels of a corpus by those of the tagger, of which some are wanted."""
    labels = {label: label for label in LABELS[name]} if name in LABELS else find_related(name).labels
    return {own: label for own, label in labels.items() if label in wanted}


def _folder(sources: Sources) -> pathlib.Path:
    return sources.related or sources.data_dir / "related"


def _labels(config: TrainConfig) -> tuple[str, ...]:
    return (*LABELS[config.corpus], *config.silent)


def _report(name: str, tagged: TaggedCorpus) -> TaggedCorpus:
    print(f"{name}: {len(tagged.sentences):,} sentences, {tagged.report}", flush=True)
    return tagged
