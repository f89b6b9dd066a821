"""Files in, documents out; what cannot be read becomes dead letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import apache_beam as beam
from apache_beam.metrics.metric import Metrics
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from transforms.reading.read_file import read_part
from transforms.reading.record import ReadOptions
from transforms.reading.split_files import FilePart, Survey, cut_file, number_parts, survey_part
from transforms.records import DeadLetter, Deletion, Document, InputFile

_Cut = TaggedOutput[Literal["parts"], FilePart]
_Dead = TaggedOutput[Literal["dead_letters"], DeadLetter]
_Deleted = TaggedOutput[Literal["deletions"], Deletion]


@dataclass
class ReadDocuments(beam.PTransform[PCollection[InputFile], DoOutputsTuple]):
    """InputFiles to `documents`, with `dead_letters` and `deletions` beside them.

    Files, and parts of large files, are spread over workers; texts never travel.
    """

    options: ReadOptions = field(default_factory=ReadOptions)

    def expand(self, files: PCollection[InputFile]) -> Any:  # Beam warns of the hint that would be true
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
    return [_Cut("parts", part) for part in parts] if len(parts) > 1 else [*parts]


def _survey(part: FilePart, options: ReadOptions) -> tuple[bytes, Survey]:
    """With the path as bytes: it may hold what is no text."""
    return part.file.path.encode("utf-8", "surrogatepass"), survey_part(part, read_part(part, options))


def _numbered(surveys: tuple[bytes, Iterable[Survey]]) -> Iterator[FilePart]:
    return number_parts(surveys[1])


def _tagged(part: FilePart, options: ReadOptions) -> Iterator[Document | _Dead | _Deleted]:
    records = Metrics.counter("ReadDocuments", "records_read")
    Metrics.counter("ReadDocuments", "parts_read").inc()
    for outcome in read_part(part, options):
        records.inc()
        if isinstance(outcome, DeadLetter):
            yield _Dead("dead_letters", outcome)
        elif isinstance(outcome, Deletion):
            yield _Deleted("deletions", outcome)
        else:
            yield outcome
