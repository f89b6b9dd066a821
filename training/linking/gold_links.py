"""Documents of a corpus whose mentions have the identifiers of concepts."""

import gzip
import pathlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from ner_model.entity import Entity
from training.corpora.gold import GoldDocument, renamed
from training.corpora.pubtator import read_documents
from training.corpora.related import find_related, load_related

_FILES = {"train": "CDR_TrainingSet.PubTator.txt", "dev": "CDR_DevelopmentSet.PubTator.txt"}
NO_CONCEPT = "-1"
RELATED = ("ncbi_disease", "ncbi_disease_dev", "biored", "tmvar3")  # biored_more has documents of BC5CDR's splits
_MESH_ID = re.compile(r"[CD]\d+")


class LinkedDocument(NamedTuple):
    """A text, its mentions as entities, and the ids of the concepts of each, none of a mention that has none."""

    doc_id: str
    text: str
    entities: list[Entity]
    concept_ids: list[frozenset[str]]


def read_bc5cdr(data_dir: pathlib.Path, split: str) -> list[LinkedDocument]:
    """The documents of a split of BC5CDR, whose concepts are MeSH's."""
    name = _FILES[split]
    paths = [folder / f"{name}{end}" for folder in (data_dir, data_dir / "bc5cdr") for end in ("", ".gz")]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise FileNotFoundError(f"{name} is neither in {data_dir} nor in its folder bc5cdr")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [_linked(document) for document in read_documents(file)]


def read_related(data_dir: pathlib.Path, without: Collection[str]) -> list[LinkedDocument]:
    """The documents of other corpora whose concepts are MeSH's, but those of some ids; mentions that have ids of other
    terminologies are left out."""
    documents: list[LinkedDocument] = []
    for name in RELATED:
        gold = renamed(load_related(name, data_dir / "related"), find_related(name).labels)
        documents += [_of_mesh(_linked(each)) for each in gold if each.doc_id not in without]
    return documents


def with_ids_of_today(documents: Iterable[LinkedDocument], replaced: Mapping[str, str]) -> list[LinkedDocument]:
    """Documents with ids that were replaced as what they are now."""
    return [
        each._replace(concept_ids=[frozenset(replaced.get(one, one) for one in ids) for ids in each.concept_ids])
        for each in documents
    ]


def _of_mesh(document: LinkedDocument) -> LinkedDocument:
    kept = [
        (entity, ids)
        for entity, ids in mentions_with_ids(document)
        if entity.label in ("Chemical", "Disease") and ids and all(map(_MESH_ID.fullmatch, ids))
    ]
    return document._replace(entities=[entity for entity, _ in kept], concept_ids=[ids for _, ids in kept])


def _linked(document: GoldDocument) -> LinkedDocument:
    entities = [
        Entity(mention.start, mention.end, mention.label, document.text[mention.start : mention.end], 1.0, 0)
        for mention in document.mentions
    ]
    return LinkedDocument(document.doc_id, document.text, entities, list(map(_ids, document.concepts)))


def _ids(field: str) -> frozenset[str]:
    """
    >>> sorted(_ids("D003110|MESH:D009369")), sorted(_ids("-1"))
    (['D003110', 'D009369'], [])
    """
    parts = (part.strip().removeprefix("MESH:") for part in re.split(r"[|,;+]", field))
    return frozenset(part for part in parts if part and part != NO_CONCEPT)


def mentions_with_ids(document: LinkedDocument) -> Iterator[tuple[Entity, frozenset[str]]]:
    yield from zip(document.entities, document.concept_ids, strict=True)
