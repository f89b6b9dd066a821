"""Which documents and entities are exported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from transforms.records import AnnotatedDocument, place_of
from transforms.runs.file_order import last_readings
from transforms.runs.run_record import RunRecord


@dataclass(frozen=True)
class Selection:
    """None stands for all: `labels` and `concepts` of entities, ids of `documents`, `inputs` that they were read from.

    A document without entities that are chosen is exported all the same, unless `only_with_entities`.
    """

    labels: frozenset[str] | None = None
    min_score: float = 0.0
    concepts: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    inputs: frozenset[str] | None = None
    only_with_entities: bool = False


def select(documents: Iterable[AnnotatedDocument], selection: Selection) -> Iterator[AnnotatedDocument]:
    """The documents that are chosen, with the entities that are."""
    for annotated in documents:
        if _is_chosen(annotated, selection):
            chosen = _with_chosen_entities(annotated, selection)
            if chosen.entities or not selection.only_with_entities:
                yield chosen


def inputs_read_between(runs: Mapping[str, RunRecord], first: date | None, last: date | None) -> frozenset[str]:
    """Paths of the inputs whose last reading was by a run that began on one of the days, in UTC, both included."""
    days = {path: date.fromisoformat(reading.run_id[:10]) for path, reading in last_readings(runs).items()}
    return frozenset(
        path for path, day in days.items() if (first is None or first <= day) and (last is None or day <= last)
    )


def _is_chosen(annotated: AnnotatedDocument, selection: Selection) -> bool:
    document = annotated.document
    if selection.documents is not None and document.doc_id not in selection.documents:
        return False
    return selection.inputs is None or _lies_in(place_of(document.source).path, selection.inputs)


def _lies_in(path: str, inputs: frozenset[str]) -> bool:
    """Whether a file is one of the inputs, or lies in an archive that is."""
    while path and path not in inputs:
        path = path.rpartition("/")[0]
    return bool(path)


def _with_chosen_entities(annotated: AnnotatedDocument, selection: Selection) -> AnnotatedDocument:
    labels, concepts = selection.labels, selection.concepts
    links = annotated.links or (None,) * len(annotated.entities)
    kept = [
        (entity, link)
        for entity, link in zip(annotated.entities, links, strict=True)
        if entity.score >= selection.min_score
        and (labels is None or entity.label in labels)
        and (concepts is None or (link is not None and not concepts.isdisjoint(link.concept_ids)))
    ]
    kept_links = tuple(link for _, link in kept if link is not None)
    return annotated._replace(entities=[entity for entity, _ in kept], links=kept_links)
