"""PubTator: `ID|t|title`, `ID|a|abstract`, a line for each annotation, a blank line.

Offsets are code points of title, one character, and abstract: those of the text itself, as the character between title
and abstract is the one that the text has there. https://www.ncbi.nlm.nih.gov/research/pubtator3/tutorial
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from transforms.exporting.export_format import ExportFormat, Note, Notes, Piece
from transforms.exporting.formats.names import encoded_id
from transforms.records import AnnotatedDocument, Document

_BREAK_AS_SPACE = Note("break_as_space", "a line break, which would end the title or the abstract, is a space")
_TAB_AS_SPACE = Note("tab_as_space", "a tab in a mention, which would end its column, is a space")

_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NO_CONCEPT = "-"


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    yield Piece(".pubtator", b"")  # there, even if no document is
    for document in documents:
        yield Piece(".pubtator", f"{record(document, notes)}\n".encode())


def record(annotated: AnnotatedDocument, notes: Notes) -> str:
    """The lines of a document. A text that has no title, and no line to take for one, is all title."""
    document = annotated.document
    doc_id = encoded_id(document.doc_id, "|", notes)
    end = end_of_title(document)
    text, breaks = _BREAK.subn(" ", document.text)
    notes.add(_BREAK_AS_SPACE, document.doc_id, breaks - bool(end is not None and _BREAK.match(document.text[end])))
    lines = [f"{doc_id}|t|{text[:end]}"]
    if end is not None:
        lines.append(f"{doc_id}|a|{text[end + 1 :]}")
    for entity, link in zip_longest(annotated.entities, annotated.links):
        mention = text[entity.start : entity.end]
        notes.add(_TAB_AS_SPACE, document.doc_id, mention.count("\t"))
        concept = "|".join(link.concept_ids) if link else ""
        columns = (entity.start, entity.end, mention.replace("\t", " "), entity.label, concept or _NO_CONCEPT)
        lines.append("\t".join([doc_id, *map(str, columns)]))
    return "".join(f"{line}\n" for line in lines)


def end_of_title(document: Document) -> int | None:
    """The place of the white space between title and abstract; None if all of the text goes into the title.

    >>> end_of_title(Document("1", "a#1", "On rats\\nThey sleep."))
    7
    """
    text = document.text
    if document.sections and document.sections[0][:2] == ("title", 0):
        end = document.sections[0].end
        if end < len(text) and text[end].isspace():
            return end
    if text[:1].isspace():  # of a record whose title is empty
        return 0
    line = _BREAK.search(text)
    return line.start() if line else None


FORMAT = ExportFormat("pubtator", "title and abstract in a line each, then annotations with their concepts", pieces)
