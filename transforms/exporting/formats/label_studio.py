"""Label Studio's tasks with predictions, which annotators correct; for a project with the labels of `labels.xml`."""

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from ner_model.entity import Entity
from transforms.exporting.export_format import ExportFormat, Note, Notes, Piece
from transforms.records import AnnotatedDocument

_FILE = ".label-studio.json"
_WIDE = Note("wide_characters", "places count UTF-16 code units, as browsers do: two for a character beyond U+FFFF")


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    begin = "[\n"
    for annotated in documents:
        doc_id, source, text = annotated.document[:3]
        notes.add(_WIDE, doc_id, int(not text.isascii() and max(text) > "\uffff"))
        regions = [_region(number, entity, text) for number, entity in enumerate(annotated.entities, start=1)]
        score = min((entity.score for entity in annotated.entities), default=0.0)
        prediction = {"model_version": "literature-tagger", "score": round(float(score), 4), "result": regions}
        task = {"data": {"text": text, "doc_id": doc_id, "source": source}, "predictions": [prediction]}
        yield Piece(_FILE, f"{begin}{json.dumps(task)}".encode())
        begin = ",\n"
    yield Piece(_FILE, b"[]\n" if begin == "[\n" else b"\n]\n", is_last=True)


def _region(number: int, entity: Entity, text: str) -> dict[str, Any]:
    start, end = (len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in entity[:2])
    value = {"start": start, "end": end, "text": entity.text, "labels": [entity.label]}
    return {
        "id": str(number),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "score": round(float(entity.score), 4),
        "value": value,
    }


def _around(labels: list[str]) -> dict[str, str]:
    """The labelling interface, to be pasted into the settings of the project."""
    rows = "".join(f"    <Label value={quoteattr(label)}/>\n" for label in sorted(labels))
    interface = f'<View>\n  <Labels name="label" toName="text">\n{rows}  </Labels>\n'
    return {"labels.xml": f'{interface}  <Text name="text" value="$text"/>\n</View>\n'}


FORMAT = ExportFormat("label_studio", "Label Studio: tasks with predictions, and `labels.xml`", pieces, _around)
