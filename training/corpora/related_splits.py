"""Related corpora of which a part is kept to tune on, as corpora with splits."""

import functools
import pathlib

from training.corpora.gold import GoldDocument, renamed
from training.corpora.labelled_corpus import LabelledCorpus
from training.corpora.related import RELATED, find_related, load_related

WITH_DEV = tuple(name for name in RELATED if f"{name}_dev" in RELATED and f"{name}_train" not in RELATED)

_ABOUT = {
    "ncbi_disease": "PubMed abstracts with their diseases: the NCBI Disease corpus",
    "nlmgene": "PubMed abstracts with their genes: NLM-Gene",
    "gnormplus": "PubMed abstracts with their genes: GNormPlus",
}


def related_with_dev(name: str, folder: pathlib.Path) -> LabelledCorpus:
    """One of `WITH_DEV`, as published below a folder, with its mentions in the terms of the taggers."""
    corpus = find_related(name)
    return LabelledCorpus(
        name,
        tuple(dict.fromkeys(corpus.labels.values())),
        corpus.licence,
        _ABOUT.get(name, name),
        ("train", "dev"),
        f"dev as {name}_dev, train all other documents",
        functools.partial(_load, name, folder),
    )


def _load(name: str, folder: pathlib.Path, split: str) -> list[GoldDocument]:
    dev = load_related(f"{name}_dev", folder)
    measured = {document.doc_id for document in dev}
    documents = dev if split == "dev" else [each for each in load_related(name, folder) if each.doc_id not in measured]
    return list(renamed(documents, find_related(name).labels))
