"""The published corpora that have splits, by name."""

import pathlib

from training.corpora import bc5cdr, gmb, related
from training.corpora.gold import GoldDocument
from training.corpora.known_corpus import KnownCorpus
from training.corpora.prepared import CACHE

KNOWN: dict[str, KnownCorpus] = {corpus.name: corpus for corpus in (gmb.CORPUS, bc5cdr.CORPUS, related.BIORED)}
LABELS = {name: corpus.labels for name, corpus in KNOWN.items()}


def load_corpus(name: str, split: str, data_dir: pathlib.Path, *, cache: pathlib.Path = CACHE) -> list[GoldDocument]:
    """The documents of a split (train, dev, test) of a corpus, as published in `data_dir`.

    What TFDS prepares of it goes to a folder of `cache` that is named after the content of the files.
    """
    if name not in KNOWN:
        raise ValueError(f"a corpus is one of {', '.join(KNOWN)}. Received: name={name!r}")
    return KNOWN[name].load(split, data_dir, cache)
