"""What the jobs have left in an output, as data frames, Arrow tables or relations of DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ner_model.errors import Refused
from transforms.tables.all_tables import TABLES

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

    from literature_tagger.document import DocumentFound
    from literature_tagger.highlights import Highlights
    from transforms.snapshots.newest_state import State


def read(output: str | Path = "annotations", *, snapshot: str | None = None, run: str | None = None) -> Annotations:
    """The newest committed state of an output: the current snapshot, or all committed runs if there is none.

    No row of a run that was not committed is ever in it. Of several runs without a snapshot a document is taken from
    the newest run that has it; PubMed's rules of versions and deletions need a snapshot (`jobs.compact_annotations`).
    `snapshot` or `run` is the id of one to read instead. Raises `Refused` if there is none.
    """
    from jobs.run.plan_run import output_folder
    from transforms.snapshots.newest_state import newest_state, state_of_runs, state_of_snapshot

    folder = output_folder(str(output))
    if snapshot and run:
        raise Refused("a snapshot or a run, not both", value=(snapshot, run))
    if snapshot:
        return Annotations(state_of_snapshot(folder, snapshot))
    return Annotations(state_of_runs(folder, [run]) if run else newest_state(folder))


class Annotations:
    """The tables `entities`, `documents` and `dead_letters` of one moment, which are read when they are asked for.

    The data frames are kept; `arrow` and `duckdb` read anew each time, and DuckDB reads no more than a query needs.
    """

    def __init__(self, state: State):
        self.state = state

    @property
    def output(self) -> str:
        return self.state.output

    @property
    def snapshot(self) -> str | None:
        """The id of the snapshot that is read; None for runs."""
        return self.state.snapshot

    @property
    def runs(self) -> tuple[str, ...]:
        """The ids of the runs that rows are of, the newest last."""
        return tuple(self.state.runs)

    @cached_property
    def entities(self) -> pd.DataFrame:
        """A row for each entity; `text` is `documents.text[start:end]`."""
        return self.pandas("entities")

    @cached_property
    def documents(self) -> pd.DataFrame:
        """A row for each document, entities or none."""
        return self.pandas("documents")

    @cached_property
    def dead_letters(self) -> pd.DataFrame:
        """A row for each record that could not be tagged, and whose file was not read again since."""
        return self.pandas("dead_letters")

    def pandas(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """A table, or some of its columns, as a data frame; needs pandas, which the extra `read` brings."""
        need("pandas")
        return self.arrow(table, columns).to_pandas()

    def arrow(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table, or some of its columns, as an Arrow table."""
        from transforms.snapshots.state_tables import read_table

        return read_table(self.state, _known(table), columns)

    def duckdb(self, table: str = "entities") -> duckdb.DuckDBPyRelation:
        """A table as a relation, which is read in place; needs DuckDB, which the extra `read` brings.

        Queries on the relation name it as their variable: `duckdb.sql("SELECT count(*) FROM entities")`.
        """
        need("duckdb")
        import duckdb

        from transforms.snapshots.state_tables import select_of
        from transforms.storage import is_local

        if table == "dead_letters" or not is_local(self.output):
            return duckdb.from_arrow(self.arrow(table))
        return cast("duckdb.DuckDBPyRelation", duckdb.sql(select_of(self.state, _known(table))))

    def document(self, doc_id: str) -> DocumentFound:
        """A document with its entities, which a notebook shows highlighted; raises `KeyError` for an unknown id."""
        from literature_tagger.document import DocumentFound
        from transforms.snapshots.state_tables import rows_of_document

        documents = rows_of_document(self.state, "documents", doc_id)
        if not documents:
            raise KeyError(doc_id)
        entities = rows_of_document(self.state, "entities", doc_id)
        return DocumentFound(documents[-1], sorted(entities, key=lambda row: row["start"]))

    def show(self, number: int = 3) -> Highlights:
        """The first documents with their entities highlighted; no more than these are read."""
        from literature_tagger.highlights import Highlights
        from transforms.snapshots.state_tables import first_rows, rows_of_document

        documents = first_rows(self.state, "documents", number)
        rows = [row for document in documents for row in rows_of_document(self.state, "entities", document["doc_id"])]
        return Highlights.of_rows(rows, documents)

    def __repr__(self) -> str:
        of = f"snapshot {self.snapshot}" if self.snapshot else f"{len(self.runs)} runs"
        later = f", {len(self.state.later)} later runs left out" if self.state.later else ""
        return f"<Annotations of {self.output}: {of}{later}>"


def _known(table: str) -> str:
    names = [name for name, known in TABLES.items() if known.for_readers]
    if table not in names:
        raise Refused(f"no such table; there are {', '.join(names)}", value=table)
    return table


def need(package: str) -> None:
    """Raises `Refused` with the command that installs a package."""
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise Refused(f"{package} is not installed", remedy="pip install 'literature-tagger[read]'")
