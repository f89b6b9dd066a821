"""The table of documents."""

import hashlib

import pyarrow as pa
import pyarrow.compute as pc

from transforms.records import AnnotatedDocument, printable
from transforms.tables.table import Table

_SECTION = pa.struct(
    [
        pa.field("name", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("heading", pa.string()),  # none in runs before schema version 2
    ]
)

_SCHEMA = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("text_sha256", pa.string(), nullable=False),
        pa.field("sentences", pa.int32(), nullable=False),
        pa.field("tokens", pa.int32(), nullable=False),
        pa.field("entities", pa.int32(), nullable=False),
        pa.field("sections", pa.list_(_SECTION), nullable=False),
        pa.field("version", pa.int32(), nullable=False),
        pa.field("flags", pa.list_(pa.string()), nullable=False),
    ]
)


def document_rows(annotated: list[AnnotatedDocument]) -> pa.Table:
    """One row per document, with entities or without."""
    documents = [document.document for document in annotated]
    columns = {
        "doc_id": [document.doc_id for document in documents],
        "source": [printable(document.source) for document in documents],
        "text": [document.text for document in documents],
        "text_sha256": [hashlib.sha256(document.text.encode()).hexdigest() for document in documents],
        "sentences": [document.sentences for document in annotated],
        "tokens": [document.tokens for document in annotated],
        "entities": [len(document.entities) for document in annotated],
        "sections": [[section._asdict() for section in document.sections] for document in documents],
        "version": [document.version for document in documents],
        "flags": [document.flags for document in documents],
    }
    return pa.Table.from_pydict(columns, schema=_SCHEMA)


def _totals(rows: pa.Table) -> dict[str, int]:
    return {name: pc.sum(rows[name]).as_py() for name in ("sentences", "tokens")}


DOCUMENTS = Table(
    name="documents",
    of="a document, entities or none",
    schema=_SCHEMA,
    made_of="documents",
    rows=document_rows,
    totals=_totals,
    key=("doc_id",),
)
