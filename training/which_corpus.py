"""Which corpus the commands take: a known one by its name, a related one, or one's own by its path."""

import argparse
import pathlib

from ner_model.errors import Refused
from training.corpora.check_drafts import Leniency
from training.corpora.labelled_corpus import LabelledCorpus
from training.corpora.load_corpus import KNOWN
from training.corpora.measured import Measured, labels_of, measured_of_file, measured_of_related
from training.corpora.open_corpus import open_corpus
from training.corpora.prepared import CACHE
from training.corpora.related import RELATED
from training.corpora.related_splits import WITH_DEV, related_with_dev


def add_corpus_flags(parser: argparse.ArgumentParser) -> None:
    """The flags that say which corpus is meant, and how it is read."""
    parser.add_argument("--corpus", help=f"a corpus of your own (file, folder or zip), or {', '.join(KNOWN)}")
    add_reading_flags(parser)
    parser.add_argument("--data_dir", type=pathlib.Path, help="folder with the known and related corpora as published")
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")


def add_reading_flags(parser: argparse.ArgumentParser) -> None:
    """The flags for a corpus of one's own."""
    parser.add_argument(
        "--labels", type=labels_of, help="the labels that count, as OWN,OWN=TAGGERS,... (default: all that there are)"
    )
    parser.add_argument("--repair_offsets", action="store_true", help="reads offsets that are off as they are meant")
    parser.add_argument(
        "--allow_overlaps", action="store_true", help="of mentions that cross or have two labels learns the longest"
    )


def labelled_corpus(args: argparse.Namespace) -> LabelledCorpus:
    """The corpus with splits that `--corpus` names; raises `Refused` if there is none."""
    if args.corpus is None:
        raise Refused("a corpus with splits is needed", "--corpus")
    if args.corpus in (*KNOWN, *WITH_DEV):
        if args.data_dir is None:
            raise Refused(f"{args.corpus} is read from its files as published", remedy="--data_dir=FOLDER says where")
        if args.corpus in WITH_DEV:
            return related_with_dev(args.corpus, args.data_dir / "related")
        return KNOWN[args.corpus].at(args.data_dir, args.cache)
    path = pathlib.Path(args.corpus)
    if not path.exists():
        raise Refused(f"a corpus is a path, or one of {', '.join((*KNOWN, *WITH_DEV))}", "--corpus", args.corpus)
    return open_corpus(path, leniency_of(args), args.labels).as_labelled()


def leniency_of(args: argparse.Namespace) -> Leniency:
    return Leniency(args.repair_offsets, args.allow_overlaps)


def measured_corpus(args: argparse.Namespace) -> Measured:
    """What a tagger is measured on: `--file`, `--split` of a corpus with splits, or all of another related corpus."""
    if args.file:
        return measured_of_file(args.file, args.labels, repair_offsets=args.repair_offsets)
    if args.corpus in RELATED and args.corpus not in (*KNOWN, *WITH_DEV):
        if args.data_dir is None:
            raise Refused(f"{args.corpus} is read from its files as published", remedy="--data_dir=FOLDER says where")
        return measured_of_related(args.corpus, args.data_dir / "related")
    return measured_split(labelled_corpus(args), args.split)


def measured_split(corpus: LabelledCorpus, split: str) -> Measured:
    """A split of a corpus, or `all` of them one after the other, to be measured on."""
    splits = corpus.splits if split == "all" else (split,)
    if not set(splits) <= set(corpus.splits):
        raise Refused(f"{corpus.name} has only {', '.join(corpus.splits)}", "--split", split)
    documents = [document for each in splits for document in corpus.load(each)]
    return Measured(corpus.name, documents, frozenset(corpus.labels), corpus.word_bounds, corpus.claims, split)
