"""Splits documents into sentences and tokens."""

from collections.abc import Iterator
from typing import Any, Literal

import apache_beam as beam
from apache_beam.metrics.metric import Metrics
from apache_beam.pvalue import DoOutputsTuple, PCollection, TaggedOutput

from ner_model.text import tokenize
from transforms.records import DeadLetter, Document, TokenizedDocument, letter_about

_Dead = TaggedOutput[Literal["dead_letters"], DeadLetter]


class SplitSentences(beam.PTransform[PCollection[Document], DoOutputsTuple]):
    """Document -> `documents`: TokenizedDocument, `dead_letters`: DeadLetter."""

    def expand(self, documents: PCollection[Document]) -> Any:  # Beam warns of the hint that would be true
        # Beam may think that the reader's tagged outputs are in the main one too, so the input type is not checked.
        split = beam.FlatMap(split_sentences).with_input_types(Any)
        return documents | split.with_outputs("dead_letters", main="documents")


def split_sentences(document: Document) -> Iterator[TokenizedDocument | _Dead]:
    """Sentences end where a section begins or ends; a text that is no Unicode text becomes a dead letter."""
    try:
        for text in (document.doc_id, document.text):
            text.encode()
    except UnicodeEncodeError as error:
        letter = letter_about(document, "split", "lone_surrogate", str(error))
        yield TaggedOutput("dead_letters", letter)
        return
    tokens = tokenize(document.text, borders_of(document))
    if tokens.plain_pieces:
        Metrics.counter("SplitSentences", "plain_pieces").inc(tokens.plain_pieces)
    yield TokenizedDocument(document, tokens)


def borders_of(document: Document) -> set[int]:
    """Where its sections begin and end, in code points.

    >>> from transforms.records import Section
    >>> sorted(borders_of(Document("1", "a#1", "On rats They sleep.", (Section("title", 0, 7),))))
    [0, 7]
    """
    return {at for section in document.sections for at in (section.start, section.end)}
