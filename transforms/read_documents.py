"""Files in, documents out; what cannot be read becomes dead letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.metrics import Metrics
from apache_beam.pvalue import TaggedOutput

from transforms.formats import bioc_json, bioc_xml, csv, jats, json_array, jsonl, medline, parquet, pubtator, text
from transforms.formats.archive import is_archive, members
from transforms.formats.compression import head_of, open_file
from transforms.formats.detect import HEAD, detect
from transforms.formats.no_records import check_empty
from transforms.formats.record import BadRecord, ReadOptions, dead_letter, printable
from transforms.formats.seen_ids import SeenIds
from transforms.records import DeadLetter, Deletion, Document, InputFile

FORMATS = {
    "bioc_json": bioc_json.read,
    "bioc_xml": bioc_xml.read,
    "csv": csv.read,
    "jats": jats.read,
    "json": json_array.read,
    "jsonl": jsonl.read,
    "medline": medline.read,
    "parquet": parquet.read,
    "pubtator": pubtator.read,
    "text": text.read,
}
_CHECKSUMS = {".md5", ".md5sum", ".sha256"}
_Dead = TaggedOutput[Literal["dead_letters"], DeadLetter]
_Deleted = TaggedOutput[Literal["deletions"], Deletion]
_TAGS = {DeadLetter: "dead_letters", Deletion: "deletions"}


def find_files(patterns: list[str], format: str | None = None) -> list[InputFile]:
    """The files that the patterns name: a file, a folder (with all below it) or a glob, on any storage of Beam's.

    Hidden files and checksums in folders are left out. Raises FileNotFoundError with the pattern that names nothing.
    """
    if format is not None and format not in FORMATS:
        raise ValueError(f"the format must be one of {', '.join(FORMATS)}. Received: format={format!r}")
    paths = {path for pattern in patterns for path in _match(pattern)}
    return [InputFile(path, format) for path in sorted(paths)]


def _match(pattern: str) -> list[str]:
    folder = pattern.rstrip("/") + "/"
    base = folder[: re.match(r"[^*?\[]*", folder).end()].rpartition("/")[
        0
    ]  # in a glob, up to the part that has wildcards
    matches = FileSystems.match([pattern, folder + "**"])
    paths = {entry.path for match in matches for entry in match.metadata_list}
    files = [path for path in paths if path == pattern or _is_literature(path[len(base) :])]
    files = [path for path in files if not Path(path).is_dir()]
    if not files:
        raise FileNotFoundError(f"no input file: {pattern}")
    return files


def _is_literature(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not any(part.startswith((".", "_")) for part in parts) and PurePosixPath(path).suffix not in _CHECKSUMS


@dataclass
class ReadDocuments(beam.PTransform):
    """InputFiles to `documents`, with `dead_letters` and `deletions` beside them.

    Files are spread over workers, texts never travel.
    """

    options: ReadOptions = field(default_factory=ReadOptions)

    def expand(self, files):
        return (
            files
            | "SpreadFiles" >> beam.Reshuffle()
            | "ReadFile"
            >> beam.FlatMap(_tagged, self.options).with_outputs("dead_letters", "deletions", main="documents")
        )


def _tagged(file: InputFile, options: ReadOptions) -> Iterator[Document | _Dead | _Deleted]:
    records = Metrics.counter("ReadDocuments", "records_read")
    for record in read_file(file, options):
        records.inc()
        tag = _TAGS.get(type(record))
        yield TaggedOutput(tag, record) if tag else record


def read_file(file: InputFile, options: ReadOptions) -> Iterator[Document | Deletion | DeadLetter]:
    """Every record of a file, in order; an id that the file has shown before is a dead letter."""
    seen = SeenIds()
    for record in _records(file, options):
        if not isinstance(record, Document) or seen.add(record.doc_id):
            yield record
        else:
            bad = BadRecord("duplicate_id", "an earlier record of the file has this id", record.doc_id)
            yield dead_letter(record.source, bad, record.text)


def _records(file: InputFile, options: ReadOptions) -> Iterator[Document | Deletion | DeadLetter]:
    path = printable(file.path)
    try:
        with open_file(file.path) as stream:
            head = head_of(stream, HEAD)
        with open_file(file.path) as stream:
            contents = members(stream) if is_archive(head) else [("", stream)]
            for name, content in contents:
                source = f"{path}/{printable(name)}" if name else path
                start = content.peek() if name else head
                yield from _read(content, start, InputFile(source, file.format), options)
    except BadRecord as bad:
        yield dead_letter(path, bad)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        yield dead_letter(path, BadRecord("unreadable_file", str(error)))


def _read(stream: BinaryIO, head: bytes, file: InputFile, options: ReadOptions) -> Iterator[Document | DeadLetter]:
    """Where the reader gives up, the rest of the file is one dead letter."""
    count = 0
    try:
        format = file.format or detect(head, file.path, options)
        for record in FORMATS[format](stream, file.path, options):
            count += 1
            yield record
        if not count:
            check_empty(head, format)
    except BadRecord as bad:
        yield dead_letter(f"{file.path}#{count + 1}", bad)
