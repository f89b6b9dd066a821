"""What a tagger is measured on: any corpus, its mentions in the tagger's own labels."""

import pathlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ner_model.entity import Entity
from training.corpora.check_drafts import Leniency
from training.corpora.find_corpus import find_corpus
from training.corpora.gold import GoldDocument, renamed
from training.corpora.labelled_corpus import Bounds
from training.corpora.open_corpus import read_parts
from training.corpora.related import find_related, load_related


class Measured(NamedTuple):
    """Documents with the mentions that count; `labels` are those that the corpus annotates.

    `word_bounds` and `claims` are those of `LabelledCorpus`; `split` says which of its parts the documents are.
    """

    name: str
    documents: list[GoldDocument]
    labels: frozenset[str]
    word_bounds: Callable[[str], Bounds] | None = None
    claims: Mapping[str, float] = {}
    split: str = "all"

    def by(self, labels: Collection[str]) -> "Measured":
        """The corpus as a tagger of some labels can be measured on it."""
        shared = {label: label for label in self.labels.intersection(labels)}
        return self._replace(documents=list(renamed(self.documents, shared)), labels=frozenset(shared))

    def that_count(self, found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
        """Of what was found in each document, that which the corpus can tell right or wrong."""
        return [[each for each in those if each.label in self.labels] for those in found]


def measured_of_related(name: str, folder: pathlib.Path) -> Measured:
    """A related corpus, as published below a folder."""
    return _in_terms_of(name, load_related(name, folder), find_related(name).labels)


def measured_of_file(path: pathlib.Path, labels: Mapping[str, str], *, repair_offsets: bool = False) -> Measured:
    """All documents of a file, a folder or a zip archive, of any format of `training.corpora.all_formats`.

    `labels` renames the labels of the file that count to those of the tagger.
    """
    read = read_parts(find_corpus(path).files, Leniency(repair_offsets, allow_overlaps=True), labels)
    documents = [document for part in read.parts.values() for document in part]
    return Measured(path.name, documents, frozenset(labels.values()))


def labels_of(text: str) -> dict[str, str]:
    """Labels of a corpus by those of the tagger.

    >>> labels_of("SpecificDisease=Disease,Chemical")
    {'SpecificDisease': 'Disease', 'Chemical': 'Chemical'}
    """
    pairs = (part.partition("=") for part in text.split(","))
    return {own: label or own for own, _, label in pairs}


def _in_terms_of(name: str, documents: Iterable[GoldDocument], labels: Mapping[str, str]) -> Measured:
    return Measured(name, list(renamed(documents, labels)), frozenset(labels.values()))
