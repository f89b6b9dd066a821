"""The table of entities."""

from bisect import bisect_right
from typing import Any

import pyarrow as pa

from ner_model.entity import Entity
from ner_model.linking.link import Link
from transforms.records import AnnotatedDocument, Section, printable
from transforms.tables.table import Table, counts_of

SEPARATOR = "|"  # between the concepts of one entity

_NAME = pa.dictionary(pa.int32(), pa.string())

_SCHEMA = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("sentence", pa.int32(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("label", _NAME, nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("score", pa.float32(), nullable=False),
        pa.field("section", _NAME),
        pa.field("source", _NAME),  # none in runs before schema version 2
        pa.field("concept_id", _NAME),  # this and what follows only with a terminology
        pa.field("concept_name", _NAME),
        pa.field("concept_score", pa.float32()),
        pa.field("match", _NAME),
    ]
)


def entity_rows(annotated: list[AnnotatedDocument]) -> pa.Table:
    """One row per entity, in the order of the documents."""
    entities = [entity for document in annotated for entity in document.entities]
    columns = {
        "doc_id": [document.document.doc_id for document in annotated for _ in document.entities],
        "sentence": [entity.sentence for entity in entities],
        "start": [entity.start for entity in entities],
        "end": [entity.end for entity in entities],
        "label": [entity.label for entity in entities],
        "text": [entity.text for entity in entities],
        "score": [entity.score for entity in entities],
        "section": [name for document in annotated for name in _sections_of_entities(document)],
        "source": [printable(document.document.source) for document in annotated for _ in document.entities],
        **_link_columns([link for document in annotated for link in document.links or [None] * len(document.entities)]),
    }
    return pa.Table.from_pydict(columns, schema=_SCHEMA)


def _link_columns(links: list[Link | None]) -> dict[str, list[Any]]:
    """Ids and names of several concepts have `|` between them; an entity that is none of them has its `match` alone."""
    return {
        "concept_id": [(link and SEPARATOR.join(link.concept_ids)) or None for link in links],
        "concept_name": [(link and SEPARATOR.join(link.names)) or None for link in links],
        "concept_score": [link.score if link and link.concept_ids else None for link in links],
        "match": [link and link.match for link in links],
    }


def entity_of(row: dict[str, Any]) -> Entity:
    """The entity of a row."""
    return Entity(row["start"], row["end"], row["label"], row["text"], row["score"], row["sentence"])


def section_at(sections: tuple[Section, ...], position: int) -> str | None:
    """Name of the section that holds a position; the sections are in order and do not overlap.

    >>> section_at((Section("title", 0, 7), Section("abstract", 8, 40)), 12)
    'abstract'
    """
    number = bisect_right(sections, position, key=lambda section: section.start) - 1
    if number < 0 or position >= sections[number].end:
        return None
    return sections[number].name


def _sections_of_entities(annotated: AnnotatedDocument) -> list[str | None]:
    sections = annotated.document.sections
    return [section_at(sections, entity.start) for entity in annotated.entities]


def _totals(rows: pa.Table) -> dict[str, int]:
    return counts_of(rows["label"])


ENTITIES = Table(
    name="entities",
    of="an entity",
    schema=_SCHEMA,
    made_of="documents",
    rows=entity_rows,
    totals=_totals,
    key=("doc_id", "start"),
    counted_by="entities",
    repeated=("doc_id", "label", "text", "section", "source", "concept_id", "concept_name", "match"),
    group_rows=100_000,
)
