"""CSV after RFC 4180: a row for each entity, and the texts in files of their own."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from transforms.exporting.export_format import ExportFormat, Notes, Piece
from transforms.records import AnnotatedDocument
from transforms.tables.entities import SEPARATOR, sections_at

_DOCUMENTS = ("doc_id", "text", "source")
_ENTITIES = (
    *("doc_id", "start", "end", "label", "text", "score", "section", "sentence", "source"),
    *("concept_id", "concept_name", "concept_score", "match"),
)


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    yield Piece(".entities.csv", _rows([_ENTITIES]))
    yield Piece(".documents.csv", _rows([_DOCUMENTS]))
    for annotated in documents:
        document = annotated.document
        yield Piece(".documents.csv", _rows([(document.doc_id, document.text, document.source)]))
        yield Piece(".entities.csv", _rows(list(_entities(annotated))))


def _entities(annotated: AnnotatedDocument) -> Iterator[Sequence[object]]:
    document = annotated.document
    sections = sections_at(document.sections, [entity.start for entity in annotated.entities])
    for entity, link, section in zip_longest(annotated.entities, annotated.links, sections):
        place = entity.start, entity.end, entity.label, entity.text, f"{entity.score:.6g}"
        context = section, entity.sentence, document.source
        concept: Sequence[object] = ("", "", "", link.match if link else "")
        if link and link.concept_ids:
            concept = SEPARATOR.join(link.concept_ids), SEPARATOR.join(link.names), f"{link.score:.6g}", link.match
        yield (document.doc_id, *place, *context, *concept)


def _rows(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


FORMAT = ExportFormat("csv", "CSV (RFC 4180): entities, and the texts beside them", pieces)
