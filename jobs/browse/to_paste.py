"""A query as people take it elsewhere: SQL for DuckDB, and Python with pandas."""

from pathlib import PurePosixPath

from jobs.browse.conditions import conditions_of, where_to_paste
from jobs.browse.query import Query
from transforms.snapshots.newest_state import State
from transforms.snapshots.state_tables import select_of
from transforms.snapshots.views import quoted

_SQL_ORDER = {"file": "", "best": "ORDER BY score DESC", "worst": "ORDER BY score"}
_PANDAS_ORDER = {"file": "", "best": ".sort_values('score', ascending=False)", "worst": ".sort_values('score')"}


def sql_to_paste(state: State, query: Query) -> str:
    lines = [f"SELECT * FROM {_tables(state)}", where_to_paste(query), _SQL_ORDER[query.order]]
    return "\n".join(line for line in lines if line) + ";"


def _tables(state: State) -> str:
    """All files of a folder under one name, where that means the same as the list of them."""
    files = state.files["entities"]
    folders = {PurePosixPath(path).parent for path in files}
    if not state.is_unique or state.voided or len(folders) > 1:
        return f"({select_of(state, 'entities')})"
    path = quoted(f"{folders.pop()}/*.parquet")
    return f"read_parquet({path}, union_by_name=true, hive_partitioning=false)"


def pandas_to_paste(state: State, query: Query) -> str:
    named = f", snapshot={state.snapshot!r}" if state.snapshot else ""
    lines = ["import literature_tagger as lt", "", f"found = lt.read({state.output!r}{named}).entities"]
    lines += [f"found = found[{condition.pandas}]" for condition in conditions_of(query)]
    return "\n".join([*lines, f"found{_PANDAS_ORDER[query.order]}"])
