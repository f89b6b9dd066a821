"""Entities and documents of a corpus that somebody looks for."""

import csv
import io
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobs.browse.conditions import where
from jobs.browse.corpus import Corpus
from jobs.browse.query import ROWS, Query
from jobs.report.excerpts import marks_of
from jobs.report.values import Mark
from transforms.tables.all_tables import TABLES

_MENTIONS = 12  # most frequent ones that are shown
_CSV_ROWS = 5_000  # that are held
_SCORES = {"score", "concept_score"}
_ORDER = {"file": "", "best": "ORDER BY score DESC, doc_id, start", "worst": "ORDER BY score, doc_id, start"}


class FoundEntity(NamedTuple):
    doc_id: str
    start: int
    end: int
    label: str
    text: str
    score: float
    section: str | None
    concept_id: str | None
    concept_name: str | None


class FoundMention(NamedTuple):
    label: str
    text: str
    entities: int


class Found(NamedTuple):
    """A page of the entities that a query is about, the number of all of them, and the most frequent mentions."""

    entities: Sequence[FoundEntity]
    total: int
    mentions: Sequence[FoundMention]
    seconds: float


class FoundDocument(NamedTuple):
    doc_id: str
    source: str
    text: str
    sections: Sequence[dict[str, str | int]]
    flags: Sequence[str]
    marks: Sequence[Mark]


def find(corpus: Corpus, query: Query) -> Found:
    begun = time.monotonic()
    clause, values = where(query)
    columns = ", ".join(f'"{name}"' for name in FoundEntity._fields)
    page = f"{_ORDER[query.order]} LIMIT {ROWS} OFFSET {(query.page - 1) * ROWS}"
    rows = corpus.rows(f"SELECT {columns} FROM {{entities}} {clause} {page}", *values)
    counted = corpus.rows(
        f"SELECT label, text, count(*) AS entities, sum(count(*)) OVER () FROM {{entities}} {clause} "
        f"GROUP BY label, text ORDER BY entities DESC, text LIMIT {_MENTIONS}",
        *values,
    )
    total = int(counted[0][3]) if counted else 0
    mentions = [FoundMention(*row[:3]) for row in counted]
    return Found([FoundEntity(*row) for row in rows], total, mentions, time.monotonic() - begun)


def find_document(corpus: Corpus, doc_id: str) -> FoundDocument | None:
    """The document of an id with all its entities; None if there is none."""
    rows = corpus.rows("SELECT source, text, sections, flags FROM {documents} WHERE doc_id = ? LIMIT 1", doc_id)
    if not rows:
        return None
    names = ("start", "end", "label", "text", "score", "concept_id", "concept_name")
    columns = ", ".join(f'"{name}"' for name in names)
    found = corpus.rows(f"SELECT {columns} FROM {{entities}} WHERE doc_id = ? ORDER BY start", doc_id)
    source, text, sections, flags = rows[0]
    marks = marks_of([dict(zip(names, row, strict=True)) for row in found], text)
    return FoundDocument(doc_id, source, text, sections or (), flags or (), marks)


def values_of(corpus: Corpus, column: str) -> list[str]:
    """All values of a column that has few of them, in order."""
    rows = corpus.rows(f'SELECT DISTINCT "{column}" FROM {{entities}} WHERE "{column}" IS NOT NULL ORDER BY 1')
    return [row[0] for row in rows]


def csv_of(corpus: Corpus, query: Query) -> Iterator[bytes]:
    """All entities of a query as CSV (RFC 4180), some thousand rows at a time."""
    clause, values = where(query)
    names = TABLES["entities"].schema.names
    columns = ", ".join(f'round("{name}", 6)' if name in _SCORES else f'"{name}"' for name in names)
    yield _lines([names])
    with corpus.query(f"SELECT {columns} FROM {{entities}} {clause} {_ORDER[query.order]}", values) as found:
        while rows := found.fetchmany(_CSV_ROWS):
            yield _lines(rows)


def _lines(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
