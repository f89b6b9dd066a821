"""How right links are: at the first candidate of gold mentions, and as the set of concepts of each document."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ner_model.entity import Entity
from ner_model.linking.link import Link
from training.linking.gold_links import LinkedDocument, mentions_with_ids
from training.measuring.metrics import calibration_error


class Accuracy(NamedTuple):
    """Of the mentions of a label: all of them, and those whose concepts are in the terminology. A mention of several
    concepts is right if all of them are found and no other; one of none if nothing is."""

    all_mentions: float
    in_terminology: float
    mentions: int


class ConceptScores(NamedTuple):
    """Of the different concepts of each document."""

    precision: float
    recall: float
    f1: float


def accuracies(
    documents: Sequence[LinkedDocument], links: Sequence[Sequence[Link]], known: frozenset[str]
) -> dict[str, Accuracy]:
    """By label."""
    counts: Counter[tuple[str, str]] = Counter()
    for document, those in zip(documents, links, strict=True):
        for entity, ids, link in zip(document.entities, document.concept_ids, those, strict=True):
            right, is_known = ids == {*link.concept_ids}, bool(ids) and ids <= known
            counts.update({(entity.label, "all"): 1, (entity.label, "right"): right})
            counts.update({(entity.label, "known"): is_known, (entity.label, "known right"): is_known and right})
    return {
        label: Accuracy(
            counts[label, "right"] / counts[label, "all"],
            counts[label, "known right"] / max(counts[label, "known"], 1),
            counts[label, "all"],
        )
        for label in sorted({label for label, _ in counts})
    }


def concept_scores(
    documents: Sequence[LinkedDocument],
    entities: Sequence[Sequence[Entity]],
    links: Sequence[Sequence[Link]],
) -> dict[str, ConceptScores]:
    """By label, over documents as sets of concepts: what the entities found are, against what the mentions are."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for document, those, linked in zip(documents, entities, links, strict=True):
        wanted = {(entity.label, each) for entity, ids in mentions_with_ids(document) for each in ids}
        named = {(e.label, each) for e, link in zip(those, linked, strict=True) for each in link.concept_ids}
        right.update(label for label, _ in wanted & named)
        found.update(label for label, _ in named)
        gold.update(label for label, _ in wanted)
    return {label: _scores(right[label], found[label], gold[label]) for label in sorted(gold)}


def _scores(right: int, found: int, gold: int) -> ConceptScores:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return ConceptScores(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def link_calibration(
    documents: Sequence[LinkedDocument], links: Sequence[Sequence[Link]], known: frozenset[str]
) -> float:
    """The expected calibration error of the scores of all mentions that were linked, but those of concepts that the
    terminology does not know: of these nobody can say whether they are right."""
    pairs = [
        (link.score, ids == {*link.concept_ids})
        for document, those in zip(documents, links, strict=True)
        for ids, link in zip(document.concept_ids, those, strict=True)
        if link.concept_ids and ids <= known
    ]
    return calibration_error([score for score, _ in pairs], [is_right for _, is_right in pairs])
