"""Writes annotated documents and dead letters as the Parquet tables of a run."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.transforms.window import GlobalWindows
from apache_beam.utils.windowed_value import WindowedValue

from transforms.records import AnnotatedDocument, DeadLetter, Deletion
from transforms.tables.all_tables import TABLES
from transforms.writing.parquet_files import FileWritten, TableWriter

_ENTITIES_PER_ROW_GROUP = 100_000
_CHARACTERS_PER_ROW_GROUP = 32_000_000
_CHARACTERS_PER_ENTITY = _CHARACTERS_PER_ROW_GROUP // _ENTITIES_PER_ROW_GROUP


Collections = PCollection[Any] | tuple[PCollection[Any], ...]


@dataclass
class WriteAnnotations(beam.PTransform[dict[str, Collections], PCollection[FileWritten]]):
    """{"documents": (..., ...), "dead_letters": (...)} -> `FileWritten`; they lie in a folder per table of `folder`.

    Each kind may come as several collections, because joining them would make the local runner keep them in memory.
    """

    folder: str
    metadata: dict[str, str]

    def expand(self, inputs: Any) -> PCollection[FileWritten]:  # Beam warns of the hint that would be true
        written = [
            records | f"Write_{kind}{number}" >> beam.ParDo(_WriteRows(kind, self.folder, self.metadata))
            for kind, collections in inputs.items()
            for number, records in enumerate(_several(collections))
        ]
        return written | beam.Flatten()


def _several(collections: Collections) -> tuple[PCollection[Any], ...]:
    return collections if isinstance(collections, tuple) else (collections,)


class _WriteRows(beam.DoFn):
    """Holds the elements of a row group and the open files; a bundle leaves finished files only."""

    def __init__(self, kind: str, folder: str, metadata: dict[str, str]):
        self._tables = [table for table in TABLES.values() if table.made_of == kind]
        self._folder = folder
        self._metadata = metadata

    def start_bundle(self) -> None:
        self._held: list[AnnotatedDocument | DeadLetter | Deletion] = []
        self._weight = 0
        name = uuid4().hex
        self._writers = {
            table.name: TableWriter(table.name, f"{self._folder}/{table.name}", self._metadata, name)
            for table in self._tables
        }

    def process(self, element: AnnotatedDocument | DeadLetter | Deletion) -> Iterator[FileWritten]:
        self._held.append(element)
        self._weight += _weight(element)
        if self._weight >= _CHARACTERS_PER_ROW_GROUP:
            yield from self._write_row_group()

    def finish_bundle(self) -> Iterator[WindowedValue]:
        written = [*self._write_row_group(), *(file for writer in self._writers.values() for file in writer.close())]
        for file in written:
            yield GlobalWindows.windowed_value_at_end_of_window(file)

    def _write_row_group(self) -> Iterator[FileWritten]:
        for table in self._tables:
            yield from self._writers[table.name].write(table.rows(self._held))
        self._held, self._weight = [], 0


def _weight(element: AnnotatedDocument | DeadLetter | Deletion) -> int:
    """Characters that an element holds in memory; an entity counts so that both bounds of a row group are kept."""
    if isinstance(element, DeadLetter):
        return _CHARACTERS_PER_ENTITY + len(element.record)
    if isinstance(element, Deletion):
        return _CHARACTERS_PER_ENTITY
    return _CHARACTERS_PER_ENTITY + len(element.document.text) + _CHARACTERS_PER_ENTITY * len(element.entities)
