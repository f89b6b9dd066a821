"""A document from passages that say where they stand: the common part of BioC XML and BioC JSON."""

from collections.abc import Iterable
from typing import NamedTuple

from transforms.reading.budget import GAP, GAP_PER_CHARACTER
from transforms.reading.formats.section_kinds import kind_of
from transforms.reading.record import BadRecord, ReadOptions
from transforms.records import Document, Section

# Passages may be left out of a collection; but a few bytes must not become millions of spaces.


class Passage(NamedTuple):
    """`offset` is that of the collection, in code points."""

    name: str
    offset: int
    text: str


def document_of_passages(doc_id: str, source: str, passages: Iterable[Passage], options: ReadOptions) -> Document:
    """Puts each passage where its offset says, with spaces between them.

    >>> passages = [Passage("title", 0, "On rats."), Passage("abstract", 10, "They sleep.")]
    >>> document_of_passages("1", "a.xml#1", passages, ReadOptions()).text
    'On rats.  They sleep.'
    """
    pieces, sections, length, gap = [], [], 0, 0
    for name, offset, text in sorted(passages, key=lambda passage: passage.offset):
        end = offset + len(text)
        if offset < length:
            raise BadRecord("bad_offsets", f"{name} begins at {offset}, before {length} where the text ends", doc_id)
        if end > options.max_document_characters:
            raise BadRecord("too_large", f"{name} ends at {end}, limit {options.max_document_characters}", doc_id)
        gap += offset - length
        if gap > GAP + GAP_PER_CHARACTER * (offset - gap):
            raise BadRecord("bad_offsets", f"{gap} characters of the text before {name} are not there", doc_id)
        pieces += [" " * (offset - length), text]
        sections.append(Section(name, offset, end))
        length = end
    return Document(doc_id, source, "".join(pieces), tuple(sections))


def name_of(infons: dict[str, str]) -> str:
    """Name of a passage: PMC collections say `section_type`, PubTator's `type`.

    >>> name_of({"section_type": "INTRO", "type": "paragraph"})
    'introduction'
    """
    named = str(infons.get("section_type") or infons.get("type") or "passage")
    return kind_of(named) or named.lower()


def offset_of(value: object, doc_id: str) -> int:
    """A whole number, which some collections write as a string."""
    try:
        if not isinstance(value, str | int) or isinstance(value, bool) or int(value) < 0:
            raise ValueError
        return int(value)
    except ValueError as error:
        raise BadRecord(
            "bad_offsets", f"the offset must be a whole number. Received: {value!r:.100}", doc_id
        ) from error
