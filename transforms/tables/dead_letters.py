"""The table of dead letters."""

import pyarrow as pa
import pyarrow.compute as pc

from transforms.records import DeadLetter, printable
from transforms.tables.table import Table, counts_of

_SCHEMA = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("doc_id", pa.string()),
        pa.field("step", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("detail", pa.string(), nullable=False),
        pa.field("record", pa.string(), nullable=False),
    ]
)


def dead_letter_rows(letters: list[DeadLetter]) -> pa.Table:
    """One row per dead letter; what is no Unicode text is written with question marks."""
    columns = {name: [_printable(getattr(letter, name)) for letter in letters] for name in DeadLetter._fields}
    return pa.Table.from_pydict(columns, schema=_SCHEMA)


def _printable(field: str | None) -> str | None:
    return None if field is None else printable(field)


def _totals(rows: pa.Table) -> dict[str, int]:
    return counts_of(pc.binary_join_element_wise(rows["step"], rows["reason"], "/"))


DEAD_LETTERS = Table(
    name="dead_letters",
    of="a record that could not be tagged",
    schema=_SCHEMA,
    made_of="dead_letters",
    rows=dead_letter_rows,
    totals=_totals,
    repeated=("step", "reason"),
)
