"""The tables of an output as DuckDB reads them: in place, nothing else, and never to write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any

from jobs.run.plan_run import output_folder
from ner_model.errors import Refused
from transforms.snapshots.newest_state import State, newest_state
from transforms.snapshots.state_tables import select_of
from transforms.snapshots.views import quoted
from transforms.storage import is_local

if TYPE_CHECKING:
    import duckdb

_MEMORY = "1GB"
_AT_ONCE = 4  # queries; others wait


class Corpus:
    """An output that may grow meanwhile: each query reads the newest committed state.

    DuckDB may open files of the output alone, writes none of them, and loads no extension, whatever a query says.
    """

    def __init__(self, output: str):
        try:
            import duckdb
        except ImportError as error:
            remedy = "pip install 'literature-tagger[read]'"
            raise Refused("browsing needs DuckDB", remedy=remedy) from error
        self._output = output_folder(output)
        if not is_local(self._output):
            raise Refused("only an output on a disk can be browsed", self._output, remedy="copy or mount it")
        self._turn, self._lock = BoundedSemaphore(_AT_ONCE), Lock()
        self._spills = TemporaryDirectory(prefix="browse-")
        self._connection = duckdb.connect(config={"autoload_known_extensions": "false", "memory_limit": _MEMORY})
        self._connection.execute("SET autoinstall_known_extensions = false")
        self._connection.execute(f"SET temp_directory = {quoted(self._spills.name)}")
        self._connection.execute(f"SET allowed_directories = [{quoted(f'{self._output}/')}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")
        self._seen: object = None
        self._state = self.state()

    def state(self) -> State:
        """The newest committed state, which is read anew once runs or snapshots have come or gone."""
        with self._lock:
            seen = tuple(_changed(Path(self._output, name)) for name in ("runs", "snapshots", "snapshots/CURRENT"))
            if seen != self._seen:
                self._state, self._seen = newest_state(self._output), seen
            return self._state

    @contextmanager
    def query(self, sql: str, values: list[str | float]) -> Iterator["duckdb.DuckDBPyConnection"]:
        """The rows of a query with parameters in which `{entities}` and `{documents}` stand for the tables."""
        state = self.state()
        tables = {name: f"({select_of(state, name)})" for name in ("entities", "documents") if f"{{{name}}}" in sql}
        for name, table in tables.items():
            sql = sql.replace(f"{{{name}}}", table)
        with self._turn:
            cursor = self._connection.cursor()
            try:
                yield cursor.execute(sql, values)
            finally:
                cursor.close()

    def rows(self, sql: str, *values: str | float) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self.query(sql, list(values)) as found:
            return found.fetchall()

    def close(self) -> None:
        self._connection.close()
        self._spills.cleanup()


def _changed(path: Path) -> int | None:
    return path.stat().st_mtime_ns if path.exists() else None
