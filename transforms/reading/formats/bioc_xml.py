"""BioC XML; https://bioc.sourceforge.net/BioC.dtd. Annotations are passed over.

The `bioc` library reads it too, but stops at the first record that is not well-formed.
"""

from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from lxml import etree

from transforms.reading.format import Format
from transforms.reading.formats.passages import Passage, document_of_passages, name_of, offset_of
from transforms.reading.formats.xml import all_text, parse_xml
from transforms.reading.formats.xml_names import elements_of
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord, Outcome, ReadOptions, read_record
from transforms.records import Document

_HEADER = {"source", "date", "key", "infon"}
SHAPE = Shape("bioc", ("document",), ("collection",))


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
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
    name = name_of({infon.get("key", ""): infon.text or "" for infon in element.iterfind("infon")})
    holders = [element] if element.find("text") is not None else element.iterfind("sentence")
    for holder in holders:
        text = "".join(map(all_text, holder.iterfind("text")))
        if text:
            yield Passage(name, offset_of(holder.findtext("offset", "").strip(), doc_id), text)


def _says_empty(head: bytes) -> bool:
    return set(elements_of(head)[1:]) <= _HEADER


FORMAT = Format(
    "bioc_xml", "BioC XML; passages stand at their offsets", (".xml",), SHAPE.recognise, read, says_empty=_says_empty
)
