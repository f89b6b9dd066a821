"""Files in, documents out; what cannot be read becomes dead letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.metrics import Metrics
from apache_beam.pvalue import TaggedOutput

from transforms.reading.bytes.archive import is_archive, members
from transforms.reading.bytes.compression import head_of, open_file
from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.formats import (
    bioc_json,
    bioc_xml,
    csv,
    jats,
    json_array,
    jsonl,
    medline,
    parquet,
    pubtator,
    text,
)
from transforms.reading.formats.detect import HEAD, detect
from transforms.reading.formats.no_records import check_empty
from transforms.reading.record import BadRecord, ReadOptions, dead_letter
from transforms.reading.seen_ids import SeenIds
from transforms.reading.split_files import FilePart, Survey, cut_file, number_parts, survey_part
from transforms.records import DeadLetter, Deletion, Document, InputFile, printable

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
_Cut = TaggedOutput[Literal["parts"], FilePart]
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

    Files, and parts of large files, are spread over workers; texts never travel.
    """

    options: ReadOptions = field(default_factory=ReadOptions)

    def expand(self, files):
        cut = (
            files
            | "SpreadFiles" >> beam.Reshuffle()
            | "CutFile" >> beam.FlatMap(_cut, self.options).with_outputs("parts", main="files")
        )
        parts = (
            cut.parts
            | "SpreadSurveys" >> beam.Reshuffle()
            | "SurveyPart" >> beam.Map(_survey, self.options)
            | "JoinParts" >> beam.GroupByKey()
            | "NumberParts" >> beam.FlatMap(_numbered)
        )
        return (
            (cut.files, parts)
            | beam.Flatten()
            | "SpreadParts" >> beam.Reshuffle()
            | "ReadPart"
            >> beam.FlatMap(_tagged, self.options).with_outputs("dead_letters", "deletions", main="documents")
        )


def _cut(file: InputFile, options: ReadOptions) -> list[FilePart | _Cut]:
    parts = cut_file(file, options)
    return parts if len(parts) == 1 else [TaggedOutput("parts", part) for part in parts]


def _survey(part: FilePart, options: ReadOptions) -> tuple[bytes, Survey]:
    """With the path as bytes: it may hold what is no text."""
    return part.file.path.encode("utf-8", "surrogatepass"), survey_part(part, read_part(part, options))


def _numbered(surveys: tuple[bytes, Iterable[Survey]]) -> Iterator[FilePart]:
    return number_parts(surveys[1])


def _tagged(part: FilePart, options: ReadOptions) -> Iterator[Document | _Dead | _Deleted]:
    records = Metrics.counter("ReadDocuments", "records_read")
    Metrics.counter("ReadDocuments", "parts_read").inc()
    for record in read_part(part, options):
        records.inc()
        tag = _TAGS.get(type(record))
        yield TaggedOutput(tag, record) if tag else record


def read_file(file: InputFile, options: ReadOptions) -> Iterator[Document | Deletion | DeadLetter]:
    """Every record of a file, in order; an id that the file has shown before is a dead letter."""
    return read_part(FilePart(file), options)


def read_part(part: FilePart, options: ReadOptions) -> Iterator[Document | Deletion | DeadLetter]:
    """What `read_file` has for the part."""
    seen = SeenIds(part.shown)
    for record in _records(part.file, part.extent, options):
        if not isinstance(record, Document) or seen.add(record.doc_id):
            yield record
        else:
            bad = BadRecord("duplicate_id", "an earlier record of the file has this id", record.doc_id)
            yield dead_letter(record.source, bad, record.text)


def _records(file: InputFile, extent: Extent, options: ReadOptions) -> Iterator[Document | Deletion | DeadLetter]:
    path = printable(file.path)
    try:
        with open_file(file.path) as stream:
            head = head_of(stream, HEAD)
        with open_file(file.path) as stream:
            if not is_archive(head):
                yield from _read(stream, head, InputFile(path, file.format), options, extent)
                return
            for name, content in members(stream, extent):
                member = InputFile(f"{path}/{printable(name)}", file.format)
                yield from _read(content, content.peek(), member, options)
    except BadRecord as bad:
        yield dead_letter(path, bad)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        yield dead_letter(path, BadRecord("unreadable_file", str(error)))


def _read(
    stream: BinaryIO, head: bytes, file: InputFile, options: ReadOptions, extent: Extent = WHOLE
) -> Iterator[Document | DeadLetter]:
    """Where the reader gives up, the rest of the file is one dead letter."""
    count = 0
    extents = [] if extent == WHOLE else [extent]  # only some readers know parts
    try:
        format = file.format or detect(head, file.path, options)
        for record in FORMATS[format](stream, file.path, options, *extents):
            count += 1
            yield record
        if not count and not extents:
            check_empty(head, format)
    except BadRecord as bad:
        yield dead_letter(f"{file.path}#{extent.first + count}", bad)
