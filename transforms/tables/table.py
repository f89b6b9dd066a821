"""What a table is: the one description from which it is written, committed, compacted and explained to readers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Table:
    """A table of an output.

    - `of`: what a row is, in the words of the README
    - `made_of`: the results of a run whose rows these are: documents, dead_letters or deletions
    - `rows`: the rows of some of those results, in their order, with the columns of `schema`
    - `totals`: what some rows add to the record of a run
    - `key`: columns by which a snapshot is sorted, and which no two rows of a snapshot share; none: not in snapshots
    - `counted_by`: the column of `documents` that counts the rows of each document; None for `documents` itself
    - `repeated`: columns whose values come again and again; a dictionary of the others would only cost time
    - `group_rows`: rows of a row group of a snapshot
    - `for_readers`: whether readers are told of the table, so that every run has a file of it, if only an empty one
    """

    name: str
    of: str
    schema: pa.Schema
    made_of: str
    rows: Callable[[list[Any]], pa.Table]
    totals: Callable[[pa.Table], dict[str, int]] = lambda rows: {}
    key: tuple[str, ...] = ()
    counted_by: str | None = None
    repeated: tuple[str, ...] = ()
    group_rows: int = 10_000
    for_readers: bool = True

    def empty(self) -> pa.Table:
        return self.schema.empty_table()


def counts_of(column: pa.ChunkedArray) -> dict[str, int]:
    """How often each value comes.

    >>> counts_of(pa.chunked_array([["zinc", "lead", "zinc"]]))
    {'zinc': 2, 'lead': 1}
    """
    return {pair["values"]: pair["counts"] for pair in pc.value_counts(column).to_pylist()}
