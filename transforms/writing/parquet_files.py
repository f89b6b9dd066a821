"""One table of a run as Parquet files of a bounded size."""

import hashlib
import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from socket import gethostname
from typing import TYPE_CHECKING, BinaryIO, cast
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.storage import create_file
from transforms.tables.all_tables import TABLES
from transforms.writing.mentions import Mention, mentions_of

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_FILE_BYTES = 256 * 1024 * 1024
_MENTIONS_KEPT = 200  # per file, for the summary
_MENTIONS_COUNTED = 20_000  # bounds the memory of the counter


@dataclass(frozen=True)
class FileWritten:
    """A finished file, and what it adds to the record of the run.

    `totals`: see `Table`. `mentions`: of the most frequent entities. `worker`: who wrote it. `sha256`: of its bytes.
    """

    table: str
    path: str
    rows: int
    bytes: int
    totals: dict[str, int]
    mentions: tuple[Mention, ...]
    worker: str = ""
    sha256: str = ""


class _Hashed(io.RawIOBase):
    """A file whose bytes are added up on their way, as Parquet is written from its beginning to its end."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self._is_lost = False
        self._digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Where a write has failed, the file is lost, and what is thrown after it does not matter."""
        if self._is_lost:
            return memoryview(data).nbytes
        self._digest.update(data)
        try:
            return self._file.write(data)
        except OSError:
            self._is_lost = True
            raise

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class _Writer(pq.ParquetWriter):
    """Where work has failed, a file that was not finished is left so; on a full disk, finishing would fail as well."""

    def __del__(self) -> None:
        pass


class TableWriter:
    """Writes row groups to a file, and starts the next file when one is large enough.

    The files are called `NAME-00000.parquet` and so on; writers of one bundle share the name, so that the rows of its
    tables can be laid side by side. A name is used once: a bundle that is tried again writes other files.
    """

    def __init__(
        self, table: str, folder: str, metadata: dict[str, str], name: str | None = None, file_bytes: int | None = None
    ):
        self._table = table
        self._name = name or uuid4().hex
        self._file_bytes = file_bytes or _FILE_BYTES
        self._parts = 0
        self._folder = folder
        self._metadata = metadata
        self._writer: pq.ParquetWriter | None = None

    def write(self, rows: pa.Table) -> Iterator[FileWritten]:
        """Writes one row group; yields the file once it is large enough."""
        if not rows.num_rows:
            return
        writer = self._writer or self._open(rows.schema)
        writer.write_table(rows, row_group_size=rows.num_rows)
        self._count(rows)
        if self._file.tell() >= self._file_bytes:
            yield from self.close()

    def close(self) -> Iterator[FileWritten]:
        """Finishes the file, if there is one."""
        if self._writer is None:
            return
        self._writer.close()
        size = self._file.tell()
        self._file.close()
        self._writer = None
        mentions = tuple(Mention(*name, rows) for name, rows in self._mentions.most_common(_MENTIONS_KEPT))
        totals, worker = dict(self._totals), f"{gethostname()}/{os.getpid()}"
        yield FileWritten(self._table, self._path, self._rows, size, totals, mentions, worker, self._file.sha256)

    def _open(self, schema: pa.Schema) -> pq.ParquetWriter:
        self._path = f"{self._folder}/{self._name}-{self._parts:05}.parquet"
        self._parts += 1
        self._file = _Hashed(create_file(self._path))
        self._writer = open_parquet(self._table, cast(BinaryIO, self._file), schema.with_metadata(self._metadata))
        self._rows = 0
        self._totals: Counter[str] = Counter()
        self._mentions: Counter[tuple[str, str]] = Counter()
        return self._writer

    def _count(self, rows: pa.Table) -> None:
        self._rows += rows.num_rows
        self._totals.update(TABLES[self._table].totals(rows))
        if self._table == "entities":
            self._mentions.update(mentions_of(rows))
        if len(self._mentions) > _MENTIONS_COUNTED:
            self._mentions = Counter(dict(self._mentions.most_common(_MENTIONS_COUNTED // 2)))


def open_parquet(table: str, file: BinaryIO, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer with the settings that all files of a table share."""
    return _Writer(file, schema, compression="zstd", use_dictionary=list(TABLES[table].repeated))
