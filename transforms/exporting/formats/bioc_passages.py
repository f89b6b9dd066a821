"""The passages and annotations of a document, as BioC XML and BioC JSON both have them.

Offsets are code points of the text. Readers put spaces where no passage is, so that spaces between sections need no
passage; whatever else stands between two sections belongs to the first of them, or is a passage by itself.
"""

from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import NamedTuple

from transforms.exporting.export_format import Note, Notes
from transforms.records import AnnotatedDocument, Document, Section

SOURCE = "literature-tagger"

_CROSSES = Note("entity_across_sections", "an entity that is not within one section is left out")
_NO_KIND = "passage"


class Annotation(NamedTuple):
    id: str
    infons: dict[str, str]
    start: int
    end: int
    text: str


class BiocPassage(NamedTuple):
    infons: dict[str, str]
    offset: int
    text: str
    annotations: list[Annotation]


def passages_of(annotated: AnnotatedDocument, notes: Notes) -> list[BiocPassage]:
    """The passages in order, each with the entities that lie in it."""
    text = annotated.document.text
    waiting = list(_annotations(annotated))
    passages = []
    for section in tiles(annotated.document):
        infons = {"type": section.name, **({"heading": section.heading} if section.heading else {})}
        within = [each for each in waiting if section.start <= each.start and each.end <= section.end]
        placed = {each.id for each in within}
        waiting = [each for each in waiting if each.id not in placed]
        passages.append(BiocPassage(infons, section.start, text[section.start : section.end], within))
    notes.add(_CROSSES, annotated.document.doc_id, len(waiting))
    return passages


def _annotations(annotated: AnnotatedDocument) -> Iterator[Annotation]:
    pairs = zip_longest(annotated.entities, annotated.links)
    for number, (entity, link) in enumerate(pairs, start=1):
        infons = {"type": entity.label, "score": f"{entity.score:.4f}"}
        if link and link.concept_ids:
            infons |= {"identifier": "|".join(link.concept_ids), "name": "|".join(link.names), "match": link.match}
            infons |= {"identifier_score": f"{link.score:.4f}"}
        yield Annotation(f"T{number}", infons, entity.start, entity.end, entity.text)


def tiles(document: Document) -> list[Section]:
    """Sections that, with spaces before and between them, are all of the text.

    >>> tiles(Document("1", "a#1", "Rats\\n\\nThey sleep.", (Section("title", 0, 4), Section("body", 6, 17))))
    [Section(name='title', start=0, end=6, heading=None), Section(name='body', start=6, end=17, heading=None)]
    """
    text = document.text
    ends = [Section("", 0, 0), *document.sections, Section("", len(text), len(text))]
    found: list[Section] = []
    for section, following in pairwise(ends):
        if section.end > section.start:
            found.append(section)
        gap = text[section.end : following.start]
        is_inside = section.end > section.start and following.end > following.start
        if not gap.strip(" ") and (is_inside or not found):
            continue
        if gap.isspace() and found:
            found[-1] = found[-1]._replace(end=following.start)
        elif gap:
            found.append(Section(_NO_KIND, section.end, following.start))
    return found or [Section(_NO_KIND, 0, len(text))]
