"""Ids of documents, and labels, where a format has no room for some characters."""

import re
from collections.abc import Collection
from urllib.parse import quote

from transforms.exporting.export_format import Note, Notes
from transforms.records import AnnotatedDocument

ID_ENCODED = Note("id_encoded", "an id with characters that the format has no place for is percent-encoded")

LABEL_RENAMED = Note("label_renamed", "what is no letter, digit, hyphen or underscore in a label is an underscore")

_NEVER = re.compile(r"[%\s\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_NOT_IN_LABELS = re.compile(r"[^A-Za-z0-9_-]")


def encoded_id(doc_id: str, forbidden: Collection[str], notes: Notes) -> str:
    """The id with what is forbidden, `%`, white space and control characters as `%XX`: no two ids become the same.

    >>> encoded_id("pmc/1|2 3", "|", Notes())
    'pmc/1%7C2%203'
    >>> encoded_id("10.1000/182", "|", Notes())
    '10.1000/182'
    """
    found = {character for character in doc_id if character in forbidden or _NEVER.match(character)}
    if not found:
        return doc_id
    notes.add(ID_ENCODED, doc_id)
    return "".join(quote(character, safe="") if character in found else character for character in doc_id)


def plain_label(label: str) -> str:
    """
    >>> plain_label("cell line")
    'cell_line'
    """
    return _NOT_IN_LABELS.sub("_", label)


def note_labels(annotated: AnnotatedDocument, notes: Notes) -> None:
    """Notes the entities whose label `plain_label` changes."""
    changed = sum(plain_label(entity.label) != entity.label for entity in annotated.entities)
    notes.add(LABEL_RENAMED, annotated.document.doc_id, changed)
