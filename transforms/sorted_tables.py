"""The tables of a snapshot: files sorted by document, of which only the row groups in question are read."""

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.records import DOCUMENTS, ENTITIES
from transforms.storage import list_files, open_file

_SCHEMAS = {"documents": DOCUMENTS, "entities": ENTITIES}


class KeyRange(NamedTuple):
    """Keys from `first` on and before `end`; None for no bound."""

    first: str | None
    end: str | None

    def meets(self, smallest: str, largest: str) -> bool:
        return (self.end is None or smallest < self.end) and (self.first is None or largest >= self.first)


def ranges_of(bounds: list[str]) -> list[KeyRange]:
    """
    >>> ranges_of(["m"])
    [KeyRange(first=None, end='m'), KeyRange(first='m', end=None)]
    """
    return [KeyRange(*pair) for pair in zip([None, *bounds], [*bounds, None], strict=True)]


def rows_in_range(folder: str, table: str, keys: KeyRange, columns: list[str]) -> pa.Table:
    """Rows of a snapshot that may lie in the range, and a few around it."""
    schema = pa.schema([_SCHEMAS[table].field(name) for name in columns])
    found = list(_groups_in_range(f"{folder}/{table}", keys, columns))
    return pa.concat_tables(found).unify_dictionaries() if found else schema.empty_table()


def _groups_in_range(folder: str, keys: KeyRange, columns: list[str]) -> Iterator[pa.Table]:
    for path in sorted(list_files(folder)):
        with open_file(path) as stream:
            file = pq.ParquetFile(stream)
            for number in range(file.num_row_groups):
                group = file.metadata.row_group(number)
                statistics = group.column(0).statistics  # doc_id
                if group.num_rows and keys.meets(statistics.min, statistics.max):
                    yield file.read_row_group(number, columns).replace_schema_metadata(None)
