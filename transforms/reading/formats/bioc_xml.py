"""BioC XML; https://bioc.sourceforge.net/BioC.dtd. Annotations are passed over.

The `bioc` library reads it too, but stops at the first record that is not well-formed.
"""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from lxml import etree

from transforms.reading.formats.passages import Passage, document_of_passages, name_of, offset_of
from transforms.reading.formats.xml import parse_xml
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord, ReadOptions, read_record
from transforms.records import DeadLetter, Document

SHAPE = Shape("bioc", ("document",), ("collection",))


def read(file: BinaryIO, path: str, options: ReadOptions) -> Iterator[Document | DeadLetter]:
    """Passages stand at their offsets, so those of the collection's annotations hold for the text."""
    parse = partial(_parse, options=options)
    for number, raw in enumerate(xml_records(file, SHAPE, options.max_record_bytes), start=1):
        yield read_record(parse, raw, f"{path}#{number}", options)


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    document = parse_xml(raw, options)
    doc_id = document.findtext("id", "").strip()
    if not doc_id:
        raise BadRecord("missing_id", "no <id>")
    passages = (passage for element in document.iterfind("passage") for passage in _passages(element, doc_id))
    return document_of_passages(doc_id, source, passages, options)


def _passages(element: etree._Element, doc_id: str) -> Iterator[Passage]:
    """The passage, or its sentences if they hold the text."""
    name = name_of({infon.get("key"): infon.text for infon in element.iterfind("infon")})
    holders = [element] if element.find("text") is not None else element.iterfind("sentence")
    for holder in holders:
        text = "".join(child for node in holder.iterfind("text") for child in node.itertext())
        if text:
            yield Passage(name, offset_of(holder.findtext("offset", "").strip(), doc_id), text)
