"""The table of entities."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ner_model.entity import Entity
from transforms.records import AnnotatedDocument, Section, printable
from transforms.tables.table import Table, counts_of

SEPARATOR = "|"  # between the concepts of one entity

_NAME = pa.dictionary(pa.int32(), pa.string())
_LINK_COLUMNS = ("concept_id", "concept_name", "concept_score", "match")

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
    holding = [document for document in annotated if document.entities]
    if not holding:
        return _SCHEMA.empty_table()
    entities = [entity for document in holding for entity in document.entities]
    of_document = np.repeat(np.arange(len(holding)), [len(document.entities) for document in holding])
    columns = {
        "doc_id": _repeated("doc_id", [document.document.doc_id for document in holding], of_document),
        "sentence": [entity.sentence for entity in entities],
        "start": [entity.start for entity in entities],
        "end": [entity.end for entity in entities],
        "label": [entity.label for entity in entities],
        "text": [entity.text for entity in entities],
        "score": [entity.score for entity in entities],
        "section": list(chain.from_iterable(map(_sections_of_entities, holding))),
        "source": _repeated("source", [printable(document.document.source) for document in holding], of_document),
        **_link_columns(holding, len(of_document)),
    }
    return pa.Table.from_pydict(columns, schema=_SCHEMA)


def _repeated(name: str, values: list[str], rows: npt.NDArray[np.int64]) -> pa.Array:
    """The column of a name, from the values of documents and the document of each row."""
    return pa.array(values, _SCHEMA.field(name).type).take(pa.array(rows))


def _link_columns(annotated: list[AnnotatedDocument], rows: int) -> dict[str, Any]:
    """Ids and names of several concepts have `|` between them; an entity that is none of them has its `match` alone."""
    if not any(document.links for document in annotated):
        return {name: pa.nulls(rows, _SCHEMA.field(name).type) for name in _LINK_COLUMNS}
    links = [link for document in annotated for link in document.links or [None] * len(document.entities)]
    return {
        "concept_id": [(link and SEPARATOR.join(link.concept_ids)) or None for link in links],
        "concept_name": [(link and SEPARATOR.join(link.names)) or None for link in links],
        "concept_score": [link.score if link and link.concept_ids else None for link in links],
        "match": [link and link.match for link in links],
    }


def entity_of(row: dict[str, Any]) -> Entity:
    """The entity of a row."""
    return Entity(row["start"], row["end"], row["label"], row["text"], row["score"], row["sentence"])


def _sections_of_entities(annotated: AnnotatedDocument) -> Iterator[str | None]:
    return sections_at(annotated.document.sections, [entity.start for entity in annotated.entities])


def sections_at(sections: tuple[Section, ...], positions: Iterable[int]) -> Iterator[str | None]:
    """Names of the sections that hold positions; the sections are in order and do not overlap.

    >>> list(sections_at((Section("title", 0, 7), Section("abstract", 8, 40)), [12, 7]))
    ['abstract', None]
    """
    starts = [section.start for section in sections]
    for position in positions:
        number = bisect_right(starts, position) - 1
        yield sections[number].name if number >= 0 and position < sections[number].end else None


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
