"""W3C Web Annotations, one a line of JSON-LD; https://www.w3.org/TR/annotation-model/.

Positions are code points of the text, as the recommendation asks. The texts lie beside them in JSON lines; `source` of
a target is the id of a document, percent-encoded, and its `digest` the SHA-256 of the text that the positions are of.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from urllib.parse import quote

from ner_model.entity import Entity
from ner_model.linking.link import Link
from transforms.exporting.export_format import ExportFormat, Notes, Piece
from transforms.records import AnnotatedDocument

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"digest": "urn:sha-256"}]
_LINE_END = re.compile("[\x85\u2028\u2029]")
_AROUND = 32  # characters before and behind a quotation, by which it is found again where positions have moved


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    yield Piece(".documents.jsonl", b"")  # there, even if there are no documents
    yield Piece(".annotations.jsonl", b"")
    for annotated in documents:
        document = annotated.document
        yield Piece(".documents.jsonl", _line({"id": document.doc_id, "text": document.text}))
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        source = {"id": quote(document.doc_id, safe=""), "type": "Text", "format": "text/plain", "digest": digest}
        for number, (entity, link) in enumerate(zip_longest(annotated.entities, annotated.links), start=1):
            yield Piece(".annotations.jsonl", _line(_annotation(number, entity, link, source, document.text)))


def _annotation(number: int, entity: Entity, link: Link | None, source: dict[str, str], text: str) -> dict[str, Any]:
    quotation = {
        "type": "TextQuoteSelector",
        "exact": entity.text,
        "prefix": text[max(entity.start - _AROUND, 0) : entity.start],
        "suffix": text[entity.end : entity.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": entity.start, "end": entity.end}
    return {
        "@context": _CONTEXT,
        "id": f"{source['id']}#T{number}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [_body("tagging", entity.label), _body("assessing", f"{entity.score:.4f}"), *_concepts(link)],
        "target": {"source": source, "selector": [position, quotation]},
    }


def _concepts(link: Link | None) -> list[dict[str, str]]:
    return [_body("identifying", concept_id) for concept_id in link.concept_ids] if link else []


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _line(value: dict[str, Any]) -> bytes:
    """JSON without a character that some program takes for the end of a line."""
    return f"{_LINE_END.sub(_escaped, json.dumps(value, ensure_ascii=False))}\n".encode()


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


FORMAT = ExportFormat("webannotation", "W3C Web Annotations as JSON lines, and the texts beside them", pieces)
