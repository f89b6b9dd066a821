"""The tables of a snapshot: files sorted by document, of which only the row groups in question are read."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.runs.bundles import row_groups
from transforms.storage import list_files, open_file
from transforms.tables.all_tables import TABLES

Row = dict[str, Any]  # by column


class KeyRange(NamedTuple):
    """Keys from `first` on and before `end`; None for no bound."""

    first: str | None
    end: str | None

    def meets(self, smallest: str, largest: str) -> bool:
        return (self.end is None or smallest < self.end) and (self.first is None or largest >= self.first)

    def holds(self, keys: pa.ChunkedArray) -> pa.ChunkedArray:
        """Whether each of the keys lies in the range, booleans."""
        inside = pc.is_valid(keys)
        if self.first is not None:
            inside = pc.and_(inside, pc.greater_equal(keys, self.first))
        return inside if self.end is None else pc.and_(inside, pc.less(keys, self.end))


def ranges_of(bounds: list[str]) -> list[KeyRange]:
    """
    >>> ranges_of(["m"])
    [KeyRange(first=None, end='m'), KeyRange(first='m', end=None)]
    """
    return [KeyRange(*pair) for pair in zip([None, *bounds], [*bounds, None], strict=True)]


def rows_in_range(folder: str, table: str, keys: KeyRange, columns: list[str]) -> pa.Table:
    """Rows of a snapshot that may lie in the range, and a few around it."""
    schema = pa.schema([TABLES[table].schema.field(name) for name in columns])
    found = list(_groups_in_range(f"{folder}/{table}", keys, columns))
    return pa.concat_tables(found).unify_dictionaries() if found else schema.empty_table()


def documents_of_both(old: str, new: str) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Documents with the same text in two snapshots, with the entities that each has for them."""
    for path in sorted(list_files(f"{new}/documents")):
        for group in row_groups(path, ["doc_id", "text", "text_sha256"]):
            if group.num_rows:
                yield from _both(old, new, group)


def _both(old: str, new: str, group: pa.Table) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    keys = KeyRange(group["doc_id"][0].as_py(), group["doc_id"][-1].as_py() + "\0")
    before = rows_in_range(old, "documents", keys, ["doc_id", "text_sha256"])
    texts = set(zip(before["doc_id"].to_pylist(), before["text_sha256"].to_pylist(), strict=True))
    columns = TABLES["entities"].schema.names
    entities = [_by_document(rows_in_range(folder, "entities", keys, columns)) for folder in (old, new)]
    for row in group.to_pylist():
        if (row["doc_id"], row["text_sha256"]) in texts:
            yield row, *(found.get(row["doc_id"], []) for found in entities)


def _by_document(entities: pa.Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in entities.to_pylist():
        found[row["doc_id"]].append(row)
    return found


def _groups_in_range(folder: str, keys: KeyRange, columns: list[str]) -> Iterator[pa.Table]:
    for path in sorted(list_files(folder)):
        with open_file(path) as stream:
            file = pq.ParquetFile(stream)
            for number in range(file.num_row_groups):
                group = file.metadata.row_group(number)
                statistics = group.column(0).statistics  # doc_id
                if group.num_rows and keys.meets(statistics.min, statistics.max):
                    yield file.read_row_group(number, columns).replace_schema_metadata(None)
