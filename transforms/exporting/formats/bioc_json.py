"""BioC JSON: a collection; https://github.com/bioc-json."""

import json
from collections.abc import Iterator
from typing import Any

from transforms.exporting.export_format import ExportFormat, Notes, Piece
from transforms.exporting.formats.bioc_passages import SOURCE, Annotation, BiocPassage, passages_of
from transforms.records import AnnotatedDocument

_FILE = ".bioc.json"
_HEAD = json.dumps({"source": SOURCE, "date": "", "key": "", "version": "1.0", "infons": {}})[:-1]


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    yield Piece(_FILE, f'{_HEAD}, "documents": ['.encode())
    separator = "\n"
    for document in documents:
        yield Piece(_FILE, f"{separator}{json.dumps(_document(document, notes), ensure_ascii=False)}".encode())
        separator = ",\n"
    yield Piece(_FILE, b"\n]}\n")


def _document(annotated: AnnotatedDocument, notes: Notes) -> dict[str, Any]:
    passages = [_passage(passage) for passage in passages_of(annotated, notes)]
    return {"id": annotated.document.doc_id, "infons": {}, "passages": passages, "annotations": [], "relations": []}


def _passage(passage: BiocPassage) -> dict[str, Any]:
    return {
        "offset": passage.offset,
        "infons": passage.infons,
        "text": passage.text,
        "sentences": [],
        "annotations": [_annotation(annotation) for annotation in passage.annotations],
        "relations": [],
    }


def _annotation(annotation: Annotation) -> dict[str, Any]:
    location = {"offset": annotation.start, "length": annotation.end - annotation.start}
    return {"id": annotation.id, "infons": annotation.infons, "text": annotation.text, "locations": [location]}


FORMAT = ExportFormat("bioc_json", "BioC JSON, a passage for each section", pieces)
