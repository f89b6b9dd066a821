"""Linked entities, some documents at a time."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

COLUMNS = ["doc_id", "sentence", "label", "section", "concept_id", "concept_name", "concept_score"]


def read_linked(groups: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The linked entities of row groups in their order, a row for each concept of an entity; no document is divided.

    Columns are text, not dictionaries; runs without a terminology have no rows.
    """
    held: pa.Table | None = None
    for rows in groups:
        if set(rows.column_names) != set(COLUMNS):  # of a run before there were terminologies
            continue
        rows = _plain(rows) if held is None else pa.concat_tables([held, _plain(rows)])
        first = _first_of_last_document(rows)
        held = rows.slice(first)
        yield from _linked(rows.slice(0, first))
    if held is not None:
        yield from _linked(held)


def _plain(rows: pa.Table) -> pa.Table:
    columns = {name: rows[name] for name in COLUMNS}
    text = {name: column.cast(pa.string()) for name, column in columns.items() if name not in _NUMBERS}
    return pa.table({**columns, **text})


_NUMBERS = ("sentence", "concept_score")


def _first_of_last_document(rows: pa.Table) -> int:
    if not rows.num_rows:
        return 0
    others = pc.not_equal(rows["doc_id"], rows["doc_id"][-1]).to_numpy()
    return int(others.nonzero()[0].max(initial=-1)) + 1


def _linked(rows: pa.Table) -> Iterator[pa.Table]:
    rows = rows.filter(pc.is_valid(rows["concept_id"]))
    if not rows.num_rows:
        return
    ids, names = (pc.split_pattern(rows[name].combine_chunks(), "|") for name in ("concept_id", "concept_name"))
    several = pc.greater(pc.list_value_length(ids), 1)
    if not pc.any(several).as_py():
        yield rows
        return
    same = pc.equal(pc.list_value_length(ids), pc.list_value_length(names))
    parents = rows.take(pc.list_parent_indices(ids))
    flat_names = pc.list_flatten(pc.if_else(same, names, ids))  # a name with `|` in it cannot be told apart
    parents = parents.set_column(parents.column_names.index("concept_id"), "concept_id", pc.list_flatten(ids))
    yield parents.set_column(parents.column_names.index("concept_name"), "concept_name", flat_names)
