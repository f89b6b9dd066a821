"""Splits documents into sentences and tokens."""

from collections.abc import Iterator
from typing import Any, Literal

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput

from ner_model.text import tokenize
from transforms.records import DeadLetter, Document, TokenizedDocument

_EXCERPT = 1_000

_Dead = TaggedOutput[Literal["dead_letters"], DeadLetter]


class SplitSentences(beam.PTransform):
    """Document -> `documents`: TokenizedDocument, `dead_letters`: DeadLetter."""

    def expand(self, documents: beam.PCollection):
        # Beam may think that the reader's tagged outputs are in the main one too, so the input type is not checked.
        split = beam.FlatMap(split_sentences).with_input_types(Any)
        return documents | split.with_outputs("dead_letters", main="documents")


def split_sentences(document: Document) -> Iterator[TokenizedDocument | _Dead]:
    """A text that is no Unicode text, or that the splitter refuses, becomes a dead letter."""
    try:
        for text in (document.doc_id, document.text):
            text.encode()
        tokens = tokenize(document.text)
    except UnicodeEncodeError as error:
        yield _dead_letter(document, "lone_surrogate", error)
    except ValueError as error:
        yield _dead_letter(document, "not_splittable", error)
    else:
        yield TokenizedDocument(document, tokens)


def _dead_letter(document: Document, reason: str, error: ValueError) -> _Dead:
    record = document.text[:_EXCERPT]
    letter = DeadLetter(document.source, document.doc_id, "split", reason, str(error)[:_EXCERPT], record)
    return TaggedOutput("dead_letters", letter)
