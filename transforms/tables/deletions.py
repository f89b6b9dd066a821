"""The table of deletions, which only compactions read."""

import pyarrow as pa

from transforms.records import Deletion, printable
from transforms.tables.table import Table

_SCHEMA = pa.schema(
    [
        pa.field("doc_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("version", pa.int32(), nullable=False),
    ]
)


def deletion_rows(deletions: list[Deletion]) -> pa.Table:
    """One row per deletion."""
    columns = {name: [getattr(deletion, name) for deletion in deletions] for name in Deletion._fields}
    columns["source"] = [printable(source) for source in columns["source"]]
    return pa.Table.from_pydict(columns, schema=_SCHEMA)


DELETIONS = Table(
    name="deletions",
    of="a version of a document that is to be forgotten",
    schema=_SCHEMA,
    made_of="deletions",
    rows=deletion_rows,
    repeated=("source",),
    for_readers=False,
)
