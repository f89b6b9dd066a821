"""EndNote's XML export: title and abstract of each record."""

from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.format import Beginning, Format
from transforms.reading.formats.tagged_lines import citation_parts
from transforms.reading.formats.xml import parse_xml, text_of
from transforms.reading.formats.xml_names import elements_of
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord, Outcome, ReadOptions, document_of, read_record
from transforms.records import Document

SHAPE = Shape("endnote", ("record",), ("xml", "records"))

_IDS = ("accession-num", "electronic-resource-num", "rec-number")


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Title, one space, abstract. The id is the accession number (of PubMed: the PMID), the DOI, or EndNote's."""
    parse = partial(_parse, options=options)
    for number, raw in enumerate(xml_records(file, SHAPE, options.max_record_bytes), start=1):
        yield read_record(parse, raw, f"{path}#{number}", options)


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    record = parse_xml(raw, options)
    doc_id = next((text for name in _IDS if (text := text_of(record.find(name)).strip())), "")
    if not doc_id:
        raise BadRecord("missing_id", f"none of {', '.join(_IDS)}")
    title, abstract = (text_of(record.find(path)).strip() for path in ("titles/title", "abstract"))
    return document_of(doc_id, source, citation_parts(title, abstract, doc_id=doc_id))


def _recognise(beginning: Beginning) -> bool:
    """Other XML has records, too."""
    if beginning.root not in SHAPE.containers:
        return False
    names = elements_of(beginning.text)[:40]
    return names[:2] == ["xml", "records"] or {"records", "record", "ref-type"} <= set(names)


def _says_empty(head: bytes) -> bool:
    return set(elements_of(head)) <= set(SHAPE.containers)


FORMAT = Format(
    "endnote",
    "EndNote's XML export: title and abstract of each record",
    (".xml",),
    _recognise,
    read,
    says_empty=_says_empty,
)
