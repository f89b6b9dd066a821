"""MEDLINE / PubMed XML of all years: `MedlineCitationSet`, `PubmedArticleSet`, with books.

https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/
"""

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from lxml import etree

from transforms.reading.format import Format
from transforms.reading.formats.xml import parse_xml, text_of
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord, Outcome, Part, ReadOptions, dead_letter, document_of, read_record
from transforms.records import DeadLetter, Deletion, Document

SHAPE = Shape(
    "medline",
    ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation", "DeleteDocument"),
    ("PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet"),
)
_PMID = re.compile(rb"<PMID[^>]*>\s*(\d+)\s*</PMID>")
_DELETIONS = (b"<DeleteCitation", b"<DeleteDocument")
_LONGEST_VERSION = 9  # digits, so that it is a number of 32 bits
_NO_CORRECTION = {"", "Cites", "CommentIn", "CommentOn", "AssociatedDataset", "AssociatedPublication"}


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Title, one space, abstract, as PubTator has them; then abstracts in other languages or for other readers.

    A labelled section begins with its label and a colon, also as in PubTator; copyright lines are no text. The id is
    the PMID, of second and later versions with the version behind it: `20029614.2`.
    """
    parse = partial(_parse, options=options)
    for number, raw in enumerate(xml_records(file, SHAPE, options.max_record_bytes), start=1):
        source = f"{path}#{number}"
        if raw.startswith(_DELETIONS):
            yield from _deletions(raw, source, options)
        else:
            yield read_record(parse, raw, source, options)


def _deletions(raw: bytes, source: str, options: ReadOptions) -> Iterator[Deletion | DeadLetter]:
    try:
        pmids = parse_xml(raw, options).findall("PMID")
        yield from [Deletion(text_of(pmid).strip(), source, _version_of(pmid)) for pmid in pmids]
    except BadRecord as bad:
        yield dead_letter(source, bad, raw)


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    try:
        record = parse_xml(raw, options)
    except BadRecord as bad:
        known = _PMID.search(raw)
        bad.doc_id = known and known[1].decode()
        raise
    return _book(record, source) if record.tag == "PubmedBookArticle" else _citation(record, source)


def _citation(record: etree._Element, source: str) -> Document:
    citation = record if record.tag == "MedlineCitation" else _child(record, "MedlineCitation")
    doc_id, version = _id_of(citation)
    title = text_of(citation.find("Article/ArticleTitle")) or text_of(citation.find("Article/VernacularTitle"))
    document = document_of(doc_id, source, _parts(title, citation.find("Article/Abstract"), citation))
    return document._replace(version=version, flags=_flags_of(citation))


def _book(record: etree._Element, source: str) -> Document:
    book = _child(record, "BookDocument")
    doc_id, version = _id_of(book)
    title = text_of(book.find("ArticleTitle")) or text_of(book.find("Book/BookTitle"))
    return document_of(doc_id, source, _parts(title, book.find("Abstract"), book))._replace(version=version)


def _child(record: etree._Element, name: str) -> etree._Element:
    child = record.find(name)
    if child is None:
        raise BadRecord("missing_id", f"no {name}, so no PMID")
    return child


def _id_of(citation: etree._Element) -> tuple[str, int]:
    pmid = citation.find("PMID")
    number = text_of(pmid).strip()
    if pmid is None or not number:
        raise BadRecord("missing_id", "no PMID")
    version = _version_of(pmid)
    return (number if version == 1 else f"{number}.{version}"), version


def _version_of(pmid: etree._Element) -> int:
    version = pmid.get("Version", "1")
    if not (version.isascii() and version.isdecimal() and len(version) <= _LONGEST_VERSION):
        raise BadRecord("bad_version", f"PMID with the version {version[:50]!r}")
    return int(version)


def _flags_of(citation: etree._Element) -> tuple[str, ...]:
    """What later articles say of this one, or this one of earlier: retractions, errata, expressions of concern, ..."""
    corrections = citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    kinds = {correction.get("RefType", "") for correction in corrections}
    return tuple(sorted(kinds - _NO_CORRECTION))


def _parts(title: str, abstract: etree._Element | None, record: etree._Element) -> list[Part]:
    """The title keeps its place even if it is empty: PubTator counts from there."""
    parts = [Part("abstract", _abstract(abstract))]
    parts += [Part("other_abstract", _abstract(other)) for other in record.iterfind("OtherAbstract")]
    return [Part("title", title), *(part for part in parts if part.text)]


def _abstract(abstract: etree._Element | None) -> str:
    if abstract is None:
        return ""
    paragraphs = ((paragraph.get("Label"), text_of(paragraph)) for paragraph in abstract.iterfind("AbstractText"))
    return " ".join(f"{label}: {text}" if label else text for label, text in paragraphs if text)


FORMAT = Format(
    "medline",
    "MEDLINE / PubMed XML of all years, with deletions and books",
    (".xml",),
    SHAPE.recognise,
    read,
    says_empty=SHAPE.says_empty,
)
