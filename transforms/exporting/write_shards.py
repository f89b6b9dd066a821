"""Writes parts of an export. A part that is whole leaves a record of itself, and is not written a second time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import uuid4

import apache_beam as beam
from apache_beam.pvalue import PCollection

from transforms.exporting.all_exports import export_named
from transforms.exporting.export_format import Notes, Piece
from transforms.exporting.read_shard import read_shard
from transforms.exporting.selection import Selection, select
from transforms.exporting.shards import Shard
from transforms.records import AnnotatedDocument
from transforms.storage import create_file, exists, move_file, write_json


@dataclass(frozen=True)
class Noted:
    """What a format could not hold as it is, how often, and in which documents, of which some are named."""

    name: str
    meaning: str
    times: int
    documents: tuple[str, ...]


@dataclass(frozen=True)
class ShardRecord:
    """What a part holds; `labels`: entities by label; `bytes`: size of each file, by its path in the export."""

    name: str
    documents: int
    labels: dict[str, int]
    bytes: dict[str, int]
    noted: tuple[Noted, ...]


@dataclass
class WriteShards(beam.PTransform[PCollection[Shard], PCollection[str]]):
    """`Shard` -> its name; its files lie below `folder`/files, and its record is `record_path(folder, name)`."""

    format: str
    selection: Selection
    folder: str

    def expand(self, shards: PCollection[Shard]) -> Any:  # `|` of Beam's steps has no type
        return (
            shards
            | "SpreadShards" >> beam.Reshuffle()
            | "WriteShard" >> beam.Map(write_shard, self.format, self.selection, self.folder)
        )


def record_path(folder: str, name: str) -> str:
    return f"{folder}/done/{name}.json"


def write_shard(shard: Shard, format_name: str, selection: Selection, folder: str) -> str:
    """Files have names of their own until the part is whole: another worker may be writing the same part."""
    if exists(record_path(folder, shard.name)):
        return shard.name
    notes, tally = Notes(), Counter[str]()
    documents = _counted(select(read_shard(shard), selection), tally)
    pieces = export_named(format_name).pieces(documents, notes)
    attempt = f"{folder}/attempts/{uuid4().hex}"
    sizes = _write(pieces, f"{attempt}/{shard.name}")
    for file in sizes:
        move_file(f"{attempt}/{shard.name}{file}", f"{folder}/files/{shard.name}{file}")
    noted = tuple(Noted(*note, times, tuple(notes.examples[note])) for note, times in notes.counts.items())
    number = tally.pop("", 0)
    files = {f"{shard.name}{file}": size for file, size in sizes.items()}
    write_json(record_path(folder, shard.name), ShardRecord(shard.name, number, dict(tally), files, noted))
    return shard.name


def _counted(documents: Iterable[AnnotatedDocument], tally: Counter[str]) -> Iterator[AnnotatedDocument]:
    """Adds the documents to the tally under no name, and their entities under their labels."""
    for document in documents:
        tally[""] += 1
        tally.update(entity.label for entity in document.entities)
        yield document


def _write(pieces: Iterable[Piece], path: str) -> dict[str, int]:
    """Size of each file that was written, by what comes behind the path."""
    opened: dict[str, BinaryIO] = {}
    sizes: Counter[str] = Counter()
    for piece in pieces:
        if piece.file not in opened:
            opened[piece.file] = create_file(f"{path}{piece.file}")
        opened[piece.file].write(piece.content)
        sizes[piece.file] += len(piece.content)
        if piece.is_last:
            opened.pop(piece.file).close()
    for file in opened.values():
        file.close()
    return dict(sizes)
