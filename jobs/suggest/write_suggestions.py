"""Sentences with what was found in them, in the formats that annotation tools open."""

from collections.abc import Sequence
from pathlib import Path

from transforms.exporting.export_format import ExportFormat, Notes
from transforms.exporting.formats import brat, label_studio, prodigy
from transforms.records import AnnotatedDocument

FORMATS: tuple[ExportFormat, ...] = (label_studio.FORMAT, brat.FORMAT, prodigy.FORMAT)
NAME = "suggested"


def write_suggestions(folder: Path, sentences: Sequence[AnnotatedDocument], labels: Sequence[str]) -> None:
    """Writes a folder for each tool; `labels` are those that annotators may give."""
    for each in FORMATS:
        root = folder / each.name
        root.mkdir(parents=True)
        for file, content, _ in each.pieces(iter(sentences), Notes()):
            path = root / f"{NAME}{file}"
            path.parent.mkdir(exist_ok=True)
            with path.open("ab") as stream:
                stream.write(content)
        for name, text in each.around(list(labels)).items():
            (root / name).write_text(text, encoding="utf-8")
