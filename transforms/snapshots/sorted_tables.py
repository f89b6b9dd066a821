"""Rows of a snapshot by ranges of its documents, of which only the row groups in question are read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.manifest import Part, Parts
from transforms.snapshots.read_parts import groups_of
from transforms.tables.all_tables import TABLES

Row = dict[str, Any]  # by column


def rows_in_range(parts: Iterable[Part], table: str, keys: KeyRange, columns: list[str]) -> pa.Table:
    """Rows of a snapshot that may lie in the range, and a few around it."""
    schema = pa.schema([TABLES[table].schema.field(name) for name in columns])
    found = list(groups_of(parts, columns, keys))
    return pa.concat_tables(found).unify_dictionaries() if found else schema.empty_table()


def documents_of_both(old: Parts, new: Parts) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Documents with the same text in two snapshots, with the entities that each has for them."""
    for group in groups_of(new["documents"], ["doc_id", "text", "text_sha256"]):
        if group.num_rows:
            yield from _both(old, new, group)


def _both(old: Parts, new: Parts, group: pa.Table) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    keys = KeyRange(group["doc_id"][0].as_py(), group["doc_id"][-1].as_py() + "\0")
    before = rows_in_range(old["documents"], "documents", keys, ["doc_id", "text_sha256"])
    texts = set(zip(before["doc_id"].to_pylist(), before["text_sha256"].to_pylist(), strict=True))
    columns = TABLES["entities"].schema.names
    entities = [_by_document(rows_in_range(parts["entities"], "entities", keys, columns)) for parts in (old, new)]
    for row in group.to_pylist():
        if (row["doc_id"], row["text_sha256"]) in texts:
            yield row, *(found.get(row["doc_id"], []) for found in entities)


def _by_document(entities: pa.Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in entities.to_pylist():
        found[row["doc_id"]].append(row)
    return found
