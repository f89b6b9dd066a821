"""Documents as they are shown: a stretch of the text, cut into what is an entity and what is none."""

from collections.abc import Iterable, Iterator, Sequence

from jobs.report.choice import Chosen, Row
from jobs.report.values import Mark, Piece, Shown

EXCERPT = 3_000  # characters of a document that are shown
_BEFORE = 600  # characters before its first entity


def shown(chosen: Chosen) -> Iterator[Shown]:
    """The chosen documents in their order."""
    for doc_id, why in chosen.why.items():
        row = chosen.documents[doc_id]
        text = row["text"]
        marks = marks_of(chosen.entities.get(doc_id, ()), text)
        first, last = stretch(text, marks)
        pieces = list(pieces_of(text, marks, first, last))
        yield Shown(doc_id, row["source"], why, pieces, first, last, len(text), len(marks), row["flags"] or ())


def marks_of(rows: Iterable[Row], text: str) -> list[Mark]:
    """The entities of the rows of one document, in order; those of another text under the same id are left out."""
    marks = []
    for row in rows:
        if text[row["start"] : row["end"]] == row["text"]:
            concept = " ".join(filter(None, (row.get("concept_id"), row.get("concept_name"))))
            marks.append(Mark(row["label"], row["score"], row["start"], row["end"], concept))
    return sorted(marks, key=lambda mark: mark.start)


def stretch(text: str, marks: Sequence[Mark]) -> tuple[int, int]:
    """What is shown of a text: all, or a window that begins a little before the first entity.

    >>> stretch("a" * 10_000, [Mark("Chemical", 1.0, 5_000, 5_004)])
    (4400, 7400)
    """
    if len(text) <= EXCERPT:
        return 0, len(text)
    first = max(min(marks[0].start - _BEFORE, len(text) - EXCERPT), 0) if marks else 0
    return first, first + EXCERPT


def pieces_of(text: str, marks: Iterable[Mark], first: int = 0, last: int | None = None) -> Iterator[Piece]:
    """The stretch `[first, last)` of a text piece by piece; entities that are not whole in it are plain text.

    >>> [piece.text for piece in pieces_of("Zinc helps.", [Mark("Chemical", 0.9, 0, 4)])]
    ['Zinc', ' helps.']
    """
    end, last = first, len(text) if last is None else last
    for mark in marks:
        if mark.start < end or mark.end > last:
            continue
        if end < mark.start:
            yield Piece(text[end : mark.start], None)
        yield Piece(text[mark.start : mark.end], mark)
        end = mark.end
    if end < last:
        yield Piece(text[end:last], None)
