"""Prodigy's JSON lines: a text with its spans a line; offsets are code points."""

import json
from collections.abc import Iterator

from transforms.exporting.export_format import ExportFormat, Notes, Piece
from transforms.records import AnnotatedDocument


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    for annotated in documents:
        doc_id, source, text = annotated.document[:3]
        spans = [{"start": each.start, "end": each.end, "label": each.label} for each in annotated.entities]
        record = {"text": text, "spans": spans, "meta": {"doc_id": doc_id, "source": source}}
        yield Piece(".prodigy.jsonl", f"{json.dumps(record)}\n".encode())


FORMAT = ExportFormat("prodigy", "Prodigy: JSON lines with `text`, `spans` and `meta`", pieces)
