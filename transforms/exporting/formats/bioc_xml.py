"""BioC XML; https://bioc.sourceforge.net/BioC.dtd.

XML has no place for most control characters. Each becomes U+FFFD, so that offsets hold, and an infon of its passage
says where it was and which it is.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from transforms.exporting.export_format import ExportFormat, Note, Notes, Piece
from transforms.exporting.formats.bioc_passages import SOURCE, Annotation, BiocPassage, passages_of
from transforms.exporting.formats.names import encoded_id
from transforms.records import AnnotatedDocument

_REPLACED = Note("control_character", "a control character that XML forbids is U+FFFD; the passage says which it was")

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = f"<?xml version='1.0' encoding='UTF-8'?>\n<collection><source>{SOURCE}</source><date/><key/>\n"


def pieces(documents: Iterator[AnnotatedDocument], notes: Notes) -> Iterator[Piece]:
    yield Piece(".bioc.xml", _HEAD.encode())
    for document in documents:
        yield Piece(".bioc.xml", etree.tostring(_document(document, notes), encoding="utf-8") + b"\n")
    yield Piece(".bioc.xml", b"</collection>\n")


def _document(annotated: AnnotatedDocument, notes: Notes) -> etree._Element:
    doc_id = annotated.document.doc_id
    element = etree.Element("document")
    _add(element, "id", encoded_id(doc_id, "", notes))
    for passage in passages_of(annotated, notes):
        notes.add(_REPLACED, doc_id, len(_FORBIDDEN.findall(passage.text)))
        element.append(_passage(passage))
    return element


def _passage(passage: BiocPassage) -> etree._Element:
    element = etree.Element("passage")
    replaced = [
        f"{passage.offset + found.start()}:U+{ord(found[0]):04X}" for found in _FORBIDDEN.finditer(passage.text)
    ]
    _add_infons(element, passage.infons | ({"control_characters": " ".join(replaced)} if replaced else {}))
    _add(element, "offset", str(passage.offset))
    _add(element, "text", passage.text)
    for annotation in passage.annotations:
        element.append(_annotation(annotation))
    return element


def _annotation(annotation: Annotation) -> etree._Element:
    element = etree.Element("annotation", id=annotation.id)
    _add_infons(element, annotation.infons)
    length = annotation.end - annotation.start
    etree.SubElement(element, "location", offset=str(annotation.start), length=str(length))
    _add(element, "text", annotation.text)
    return element


def _add_infons(element: etree._Element, infons: Mapping[str, str]) -> None:
    for key, value in infons.items():
        _add(element, "infon", value).set("key", key)


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = _FORBIDDEN.sub("\ufffd", text)
    return element


FORMAT = ExportFormat("bioc_xml", "BioC XML, a passage for each section", pieces)
