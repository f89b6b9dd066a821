"""Spares the tagger the documents that a committed run has tagged already."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import apache_beam as beam
from apache_beam.metrics.metric import Metrics
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from transforms.records import AnnotatedDocument, Document
from transforms.tagging.known_annotations import KnownAnnotations


@dataclass
class ReuseAnnotations(beam.PTransform[PCollection[Document], DoOutputsTuple]):
    """Document -> `documents`: those whose text is not in the index of the folder, `annotated`: AnnotatedDocument."""

    folder: str

    def expand(self, documents: PCollection[Document]) -> Any:  # Beam warns of the hint that would be true
        return documents | beam.ParDo(_Reuse(self.folder)).with_outputs("annotated", main="documents")


class _Reuse(beam.DoFn):
    """Holds the index."""

    def __init__(self, folder: str):
        self._folder = folder

    def setup(self) -> None:
        self._known = KnownAnnotations(self._folder)
        self._reused = Metrics.counter("ReuseAnnotations", "documents_reused")

    def process(self, document: Document) -> Iterator[Document | TaggedOutput[Literal["annotated"], AnnotatedDocument]]:
        known = self._known.find(document.text)
        if known is None:
            yield document
            return
        self._reused.inc()
        yield TaggedOutput("annotated", AnnotatedDocument(document, *known))
