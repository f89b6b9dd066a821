"""spaCy's DocBin: `.spacy` files as `spacy train` reads them.

Tokens are those of spaCy for English. A token that an entity begins or ends within is cut there, since an entity of
spaCy is made of whole tokens; how often is counted. Score and id of the document are in `user_data`.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise, zip_longest
from typing import Any

from ner_model.errors import Refused
from transforms.exporting.export_format import ExportFormat, Note, Notes, Piece
from transforms.records import AnnotatedDocument

_CUT = Note("token_cut", "a token of spaCy is cut where an entity begins or ends within it")
_LEFT_OUT = Note("not_on_tokens", "an entity that overlaps another, or begins or ends with a space, is left out")

_CHARACTERS_PER_FILE = 10_000_000  # a DocBin is held in memory, by whoever reads it too
_ATTRIBUTES = ["ENT_IOB", "ENT_TYPE", "ENT_KB_ID"]


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    import spacy
    from spacy.tokens import DocBin

    tokenizer = spacy.blank("en").tokenizer
    held, characters, number = DocBin(_ATTRIBUTES, store_user_data=True), 0, 0
    for document in documents:
        held.add(_doc(tokenizer, document, notes))
        characters += len(document.document.text)
        if characters >= _CHARACTERS_PER_FILE:
            yield Piece(f"-{number:03}.spacy", held.to_bytes(), is_last=True)
            held, characters, number = DocBin(_ATTRIBUTES, store_user_data=True), 0, number + 1
    yield Piece(f"-{number:03}.spacy", held.to_bytes(), is_last=True)


def _doc(tokenizer: Any, annotated: AnnotatedDocument, notes: Notes) -> Any:
    """The `Doc` of a document; its text is the text of the document."""
    from spacy.tokens import Doc, Span

    document = annotated.document
    tokenized = tokenizer(document.text)
    tokens, cuts = _tokens(tokenized, annotated)
    notes.add(_CUT, document.doc_id, cuts)
    spaces = {token.idx + len(token) for token in tokenized if token.whitespace_}
    words = [document.text[start:end] for start, end in tokens]
    doc = Doc(tokenized.vocab, words, [end in spaces for _, end in tokens])
    firsts = {start: number for number, (start, _) in enumerate(tokens)}
    ends = {end: number for number, (_, end) in enumerate(tokens, start=1)}
    spans: list[Span] = []
    scores: list[float] = []
    for entity, link in zip_longest(annotated.entities, annotated.links):
        first, end = firsts.get(entity.start), ends.get(entity.end)
        if first is None or end is None or (spans and first < spans[-1].end):
            notes.add(_LEFT_OUT, document.doc_id)
            continue
        spans.append(Span(doc, first, end, entity.label, kb_id="|".join(link.concept_ids) if link else ""))
        scores.append(round(entity.score, 6))
    doc.ents = spans
    doc.user_data = {"doc_id": document.doc_id, "scores": scores}
    return doc


def _tokens(tokenized: Any, annotated: AnnotatedDocument) -> tuple[list[tuple[int, int]], int]:
    """Where tokens begin and end, in code points, and how often an entity begins or ends within one of spaCy's."""
    starts = {token.idx for token in tokenized}
    borders = starts | {token.idx + len(token) for token in tokenized}
    cuts = {at for entity in annotated.entities for at in (entity.start, entity.end)} - borders
    return [pair for pair in pairwise(sorted(borders | cuts)) if pair[0] in starts or pair[0] in cuts], len(cuts)


def _check() -> None:
    if find_spec("spacy") is None:
        raise Refused("--format=docbin needs spaCy", remedy="pip install 'literature-tagger[spacy]'")


FORMAT = ExportFormat("docbin", "spaCy's DocBin, for `spacy train`", pieces, check=_check)
