"""The documents of a part of an export, a few at a time in memory."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow.parquet as pq

from ner_model.linking.link import Link
from transforms.errors import Incomplete
from transforms.exporting.shards import RowGroup, Shard
from transforms.records import AnnotatedDocument, Document, Section
from transforms.snapshots.read_parts import places_counted
from transforms.storage import open_file
from transforms.tables.entities import SEPARATOR, entity_of

Row = dict[str, Any]  # by column

_DOCUMENTS, _ENTITIES = 64, 4096  # rows that are held


def read_shard(shard: Shard) -> Iterator[AnnotatedDocument]:
    """In the order of the rows; raises `Incomplete` where the entities beside a document are not its own."""
    for group in shard.groups:
        yield from _read_group(group)


def _read_group(group: RowGroup) -> Iterator[AnnotatedDocument]:
    entities = _entities_from(group)
    with open_file(group.documents) as stream:
        file = pq.ParquetFile(stream)
        ids = file.read_row_group(group.number, ["doc_id"])["doc_id"] if group.voided else ()
        counted = set(places_counted(ids, group.voided).tolist()) if group.voided else ()
        batches = file.iter_batches(_DOCUMENTS, row_groups=[group.number])
        for place, row in enumerate(row for batch in batches for row in batch.to_pylist()):
            rows = list(islice(entities, row["entities"]))
            if len(rows) < row["entities"] or any(each["doc_id"] != row["doc_id"] for each in rows):
                raise Incomplete(f"{group.documents}: the entities of {row['doc_id']} are not beside it")
            if not group.voided or place in counted:
                yield annotated_of(row, rows)


def _entities_from(group: RowGroup) -> Iterator[Row]:
    """The rows of entities from the first of the group on."""
    before = group.entity
    for path in group.entities:
        with open_file(path) as stream:
            file = pq.ParquetFile(stream)
            for number in range(file.num_row_groups):
                rows = file.metadata.row_group(number).num_rows
                if before >= rows:
                    before -= rows
                    continue
                for batch in file.iter_batches(_ENTITIES, row_groups=[number]):
                    yield from batch.slice(before).to_pylist()
                    before = max(before - batch.num_rows, 0)


def annotated_of(row: Row, entities: list[Row]) -> AnnotatedDocument:
    """A document and its entities from the rows of both; links if one of them has been linked."""
    sections = tuple(
        Section(part["name"], part["start"], part["end"], part.get("heading")) for part in row["sections"] or ()
    )
    document = Document(row["doc_id"], row["source"], row["text"], sections)
    links = tuple(map(link_of, entities)) if any(each.get("match") for each in entities) else ()
    return AnnotatedDocument(document, row["sentences"], row["tokens"], [entity_of(each) for each in entities], links)


def link_of(row: Row) -> Link:
    """What the row of an entity says of its concepts; a name that holds the separator cannot be told apart."""
    ids = tuple(row["concept_id"].split(SEPARATOR)) if row["concept_id"] else ()
    names = tuple((row["concept_name"] or "").split(SEPARATOR))
    return Link(ids, names if len(names) == len(ids) else ids, row["concept_score"] or 0.0, row["match"] or "none")
