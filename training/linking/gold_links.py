"""Documents of a corpus whose mentions have the identifiers of concepts."""

import gzip
import pathlib
from collections.abc import Iterator
from typing import NamedTuple

from ner_model.entity import Entity
from training.corpora.gold import GoldDocument
from training.corpora.pubtator import read_documents

_FILES = {"train": "CDR_TrainingSet.PubTator.txt", "dev": "CDR_DevelopmentSet.PubTator.txt"}
NO_CONCEPT = "-1"


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


def _linked(document: GoldDocument) -> LinkedDocument:
    entities = [
        Entity(mention.start, mention.end, mention.label, document.text[mention.start : mention.end], 1.0, 0)
        for mention in document.mentions
    ]
    return LinkedDocument(document.doc_id, document.text, entities, list(map(_ids, document.concepts)))


def _ids(field: str) -> frozenset[str]:
    return frozenset(part for part in field.split("|") if part and part != NO_CONCEPT)


def mentions_with_ids(document: LinkedDocument) -> Iterator[tuple[Entity, frozenset[str]]]:
    yield from zip(document.entities, document.concept_ids, strict=True)
