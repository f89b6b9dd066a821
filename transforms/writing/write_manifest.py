"""Writes down what a pipeline has read and written, behind all other steps."""

from dataclasses import dataclass
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import AsList, AsSingleton, PCollection
from apache_beam.transforms.combiners import Count

from transforms.reachable import check_is_file
from transforms.records import InputFile, printable
from transforms.storage import digest_of, write_json
from transforms.writing.parquet_files import FileWritten


@dataclass
class WriteManifest(beam.PTransform[dict[str, Any], PCollection[str]]):
    """{"files": FileWritten, "records": (collections of what was read), "inputs": InputFile} -> one file at `path`.

    What was read is counted on its way through the pipeline, not taken from metrics, which count repeated work twice;
    so are the files: those of bundles that failed are not among them.
    """

    path: str

    def expand(self, inputs: Any) -> PCollection[str]:  # Beam warns of the hint that would be true
        counts = [records | f"Count{number}" >> Count.Globally() for number, records in enumerate(inputs["records"])]
        return (
            inputs["files"].pipeline
            | beam.Create([self.path])
            | beam.Map(
                _write,
                AsList(inputs["files"]),
                AsList(inputs["inputs"] | beam.Map(checksum)),
                *[AsSingleton(count) for count in counts],
            )
        )


@dataclass(frozen=True, order=True)
class InputRead:
    """`sha256` is of the stored bytes, compressed or not; None for a file that could not be read.

    `doc_id` is the id that the file has as a document.
    """

    path: str
    bytes: int
    sha256: str | None
    doc_id: str = ""


@dataclass(frozen=True)
class Manifest:
    """What a pipeline has read and written."""

    documents_read: int
    inputs: tuple[InputRead, ...]
    files: tuple[FileWritten, ...]


def checksum(file: InputFile) -> InputRead:
    """Reads the file once more, as a second reading is cheaper than carrying the bytes through the pipeline."""
    try:
        check_is_file(file.path)
        digest, size = digest_of(file.path)
    except OSError:  # the reader makes a dead letter of the same file
        return InputRead(printable(file.path), 0, None, file.doc_id)
    return InputRead(printable(file.path), size, digest, file.doc_id)


def _write(path: str, files: list[FileWritten], inputs: list[InputRead], *counts: int) -> str:
    in_order = sorted(files, key=lambda file: (file.table, file.path))
    write_json(path, Manifest(sum(counts), tuple(sorted(inputs)), tuple(in_order)))
    return path
