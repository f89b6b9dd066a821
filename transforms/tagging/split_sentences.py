"""Splits documents into sentences and tokens."""

from collections.abc import Iterator
from typing import Any, Literal

import apache_beam as beam
from apache_beam.metrics.metric import Metrics
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from transforms.records import DeadLetter, Document, TokenizedDocument
from transforms.tagging.tokenize_document import tokenize_document

_Dead = TaggedOutput[Literal["dead_letters"], DeadLetter]


class SplitSentences(beam.PTransform[PCollection[Document], DoOutputsTuple]):
    """Document -> `documents`: TokenizedDocument, `dead_letters`: DeadLetter."""

    def expand(self, documents: PCollection[Document]) -> Any:  # Beam warns of the hint that would be true
        # Beam may think that the reader's tagged outputs are in the main one too, so the input type is not checked.
        split = beam.FlatMap(split_sentences).with_input_types(Any)
        return documents | split.with_outputs("dead_letters", main="documents")


def split_sentences(document: Document) -> Iterator[TokenizedDocument | _Dead]:
    """What `tokenize_document` makes of a document."""
    outcome = tokenize_document(document)
    if isinstance(outcome, DeadLetter):
        yield TaggedOutput("dead_letters", outcome)
        return
    if outcome.tokens.plain_pieces:
        Metrics.counter("SplitSentences", "plain_pieces").inc(outcome.tokens.plain_pieces)
    yield outcome
