"""The first dead letters of a run, for people to look at."""

from typing import NamedTuple

import pyarrow as pa

from jobs.run.remedies import remedy_of
from transforms.runs.bundles import row_groups
from transforms.runs.layout import Layout
from transforms.storage import list_files

_COLUMNS = ["source", "reason", "detail"]
_DETAIL = 100


class Letter(NamedTuple):
    """A dead letter: its file with the number of the record, the reason, and what to do about it."""

    source: str
    reason: str
    detail: str

    @property
    def lines(self) -> list[str]:
        """Its place and reason in a line, the remedy in another.

        >>> Letter("in/a.jsonl#7", "too_large", "over 9 bytes").lines[0]
        'in/a.jsonl, record 7: too_large, over 9 bytes'
        """
        path, mark, record = self.source.rpartition("#")
        place = f"{path}, record {record}" if mark and record.isdecimal() else self.source
        detail = " ".join(self.detail.split())
        return [f"{place}: {self.reason}, {detail:.{_DETAIL}}", f"  -> {remedy_of(self.reason)}"]


def first_letters(output: str, run_id: str, number: int = 3) -> list[Letter]:
    """The dead letters of a run whose sources come first; holds no more than a row group of the table at once."""
    first = pa.table({name: pa.array([], pa.string()) for name in _COLUMNS})
    for path in list_files(Layout(output, run_id).final("dead_letters")):
        for group in row_groups(path, _COLUMNS):
            rows = pa.concat_tables([first, group.select(_COLUMNS).replace_schema_metadata(None).cast(first.schema)])
            first = rows.sort_by([(name, "ascending") for name in _COLUMNS]).slice(0, number)
    return [Letter(**row) for row in first.to_pylist()]
