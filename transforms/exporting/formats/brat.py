"""brat: the text in `ID.txt`, its annotations beside it in `ID.ann`; https://brat.nlplab.org/standoff.html.

Offsets are code points of the text, which is written as it is. A mention on several lines is one of several fragments.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from ner_model.entity import Entity
from ner_model.linking.link import Link
from transforms.exporting.export_format import ExportFormat, Note, Notes, Piece
from transforms.exporting.formats.names import encoded_id, note_labels, plain_label
from transforms.records import AnnotatedDocument

_LONG_NAME = Note("name_too_long", "a document whose id is too long for the name of a file is left out")
_RETURNS = Note("carriage_return", "a text with carriage returns is as it was: open it with newline='' in Python")

_LONGEST_NAME = 250  # bytes; file systems have 255, and the ending takes 4
_FORBIDDEN = '/\\:*?"<>|'  # in names of files, on one system or another
_LINE = re.compile(r"[^\n]+")
_UNNAMED = "terminology"


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    for document in documents:
        doc_id, text = document.document.doc_id, document.document.text
        name = encoded_id(doc_id, _FORBIDDEN, notes)
        name = f"%2E{name[1:]}" if name.startswith(".") else name  # else the file would be hidden, or a folder
        if len(name.encode()) > _LONGEST_NAME:
            notes.add(_LONG_NAME, doc_id)
            continue
        note_labels(document, notes)
        notes.add(_RETURNS, doc_id, int("\r" in text))
        yield Piece(f"/{name}.txt", text.encode(), is_last=True)
        yield Piece(f"/{name}.ann", "".join(_lines(document)).encode(), is_last=True)


def _lines(annotated: AnnotatedDocument) -> Iterator[str]:
    links = 0
    for number, (entity, link) in enumerate(zip_longest(annotated.entities, annotated.links), start=1):
        yield _text_bound(number, entity)
        yield f"#{number}\tAnnotatorNotes T{number}\tscore {entity.score:.4f}\n"
        for reference in _references(link):
            links += 1
            yield f"N{links}\tReference T{number} {reference}\n"


def _text_bound(number: int, entity: Entity) -> str:
    fragments = list(_LINE.finditer(entity.text))
    places = ";".join(f"{entity.start + found.start()} {entity.start + found.end()}" for found in fragments)
    mention = " ".join(found[0] for found in fragments)
    return f"T{number}\t{plain_label(entity.label)} {places}\t{mention}\n"


def _references(link: Link | None) -> Iterator[str]:
    """Concepts as brat refers to them: the resource, a colon, the id in it, and the name behind a tab."""
    if link:
        for concept_id, name in zip_longest(link.concept_ids, link.names[: len(link.concept_ids)], fillvalue=""):
            resource, colon, local = concept_id.partition(":")
            yield (f"{resource}:{local}" if colon else f"{_UNNAMED}:{concept_id}") + f"\t{name}"


def _around(labels: list[str]) -> dict[str, str]:
    types = "".join(f"{name}\n" for name in sorted({plain_label(label) for label in labels}))
    return {"annotation.conf": f"[entities]\n{types}[relations]\n\n[events]\n\n[attributes]\n"}


FORMAT = ExportFormat(
    "brat", "brat: a `.txt` and a `.ann` for each document, in a folder for each part", pieces, _around
)
