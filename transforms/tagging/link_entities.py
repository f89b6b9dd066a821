"""Says which concept of a terminology each entity is, with a linker that each worker process opens once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import apache_beam as beam
from apache_beam.metrics.metric import Metrics
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput
from apache_beam.utils.shared import Shared

from ner_model.linking.linker import Linker, load_linker
from transforms.records import AnnotatedDocument, DeadLetter, letter_about

_Outcome = AnnotatedDocument | TaggedOutput[Literal["dead_letters"], DeadLetter]


@dataclass
class LinkEntities(beam.PTransform[PCollection[AnnotatedDocument], DoOutputsTuple]):
    """AnnotatedDocument -> `documents`: the same with a link for each entity, `dead_letters`: DeadLetter.

    The terminology lies in the folder `path` on every worker, and its digest must be `digest`. Entities do not change.
    """

    path: str
    digest: str

    def expand(self, documents: PCollection[AnnotatedDocument]) -> Any:  # Beam warns of the hint that would be true
        return documents | beam.ParDo(_Link(self.path, self.digest)).with_outputs("dead_letters", main="documents")


class _Link(beam.DoFn):
    """Holds the linker, whose tables are mapped into memory: processes of a machine share them."""

    def __init__(self, path: str, digest: str):
        self._path = path
        self._digest = digest
        self._shared = Shared()

    def setup(self) -> None:
        self._linker: Linker = self._shared.acquire(self._load, tag=self._digest)
        self._linked = Metrics.counter("LinkEntities", "entities_linked")

    def process(self, element: AnnotatedDocument) -> Iterator[_Outcome]:
        outcome = link_document(self._linker, element)
        if isinstance(outcome, DeadLetter):
            yield TaggedOutput("dead_letters", outcome)
            return
        self._linked.inc(sum(bool(link.concept_ids) for link in outcome.links))
        yield outcome

    def _load(self) -> Linker:
        linker = load_linker(self._path)
        if linker.digest != self._digest:
            raise ValueError(f"the worker has another terminology than the launcher: {linker.digest}")
        return linker


def link_document(linker: Linker, annotated: AnnotatedDocument) -> AnnotatedDocument | DeadLetter:
    """A document with its links; a dead letter where linking fails."""
    document = annotated.document
    try:
        (links,) = linker.link([document.text], [annotated.entities])
    except Exception as error:
        return letter_about(document, "link", "linker_failed", f"{type(error).__name__}: {error}")
    return annotated._replace(links=tuple(links))
