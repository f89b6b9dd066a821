"""CoNLL: a token a line, with BIO tags in the last of four columns; a blank line behind each sentence.

The columns are those of CoNLL-2003 in number: token, id of the document, `start:end` in code points of its text, and
tag. Tokens and sentences are those that the tagger sees.
"""

from collections.abc import Iterator

import numpy as np

from ner_model.entity import Entity
from ner_model.tags import Span, tags_from_spans
from ner_model.text import TokenizedText, tokenize
from transforms.exporting.export_format import ExportFormat, Note, Notes, Piece
from transforms.exporting.formats.names import encoded_id, note_labels, plain_label
from transforms.records import AnnotatedDocument

_NOT_ON_TOKENS = Note("not_on_tokens", "an entity that does not begin and end with a token is left out")

_DOCUMENT = "-DOCSTART- -X- O O\n\n"  # as CoNLL-2003 has it, by which programs divide documents


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    yield Piece(".conll", b"")  # there, even if no document is
    for document in documents:
        yield Piece(".conll", (_DOCUMENT + "".join(_lines(document, notes))).encode())


def _lines(annotated: AnnotatedDocument, notes: Notes) -> Iterator[str]:
    document = annotated.document
    tokens = tokenize(document.text, {at for section in document.sections for at in (section.start, section.end)})
    doc_id = encoded_id(document.doc_id, "", notes)
    spans = list(spans_on_tokens(annotated.entities, tokens))
    notes.add(_NOT_ON_TOKENS, document.doc_id, len(annotated.entities) - len(spans))
    note_labels(annotated, notes)
    tags = tags_from_spans(spans, len(tokens.starts))
    ends_of_sentences = set(tokens.first_tokens[1:].tolist())
    places = zip(tokens.starts.tolist(), tokens.ends.tolist(), tags, strict=True)
    for number, (start, end, tag) in enumerate(places, start=1):
        yield f"{document.text[start:end]}\t{doc_id}\t{start}:{end}\t{tag}\n"
        if number in ends_of_sentences:
            yield "\n"


def spans_on_tokens(entities: list[Entity], tokens: TokenizedText) -> Iterator[Span]:
    """The entities that begin and end with a token, and begin behind the one before them."""
    firsts = np.searchsorted(tokens.starts, [entity.start for entity in entities]).tolist()
    ends = np.searchsorted(tokens.ends, [entity.end for entity in entities]).tolist()
    starts, last, free = set(tokens.starts.tolist()), set(tokens.ends.tolist()), 0
    for entity, first, end in zip(entities, firsts, ends, strict=True):
        if entity.start in starts and entity.end in last and free <= first <= end:
            yield Span(first, end + 1, plain_label(entity.label))
            free = end + 1


FORMAT = ExportFormat("conll", "a token a line: token, document, `start:end`, BIO tag", pieces)
