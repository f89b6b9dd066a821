"""TEI XML as GROBID makes it of PDF: title, abstract, sections, captions, tables; https://grobid.readthedocs.io/."""

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from lxml import etree

from transforms.reading.format import Format
from transforms.reading.formats.full_text import Markup, Place, is_raised_number, local_name, parts_of
from transforms.reading.formats.section_kinds import kind_of
from transforms.reading.formats.xml import parse_xml, text_of
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord, Outcome, Part, ReadOptions, document_of, read_record
from transforms.records import Document

SHAPE = Shape("tei", ("TEI",), ("teiCorpus",))

_IDS = ("PMCID", "PMID", "DOI", "arXiv")
_INLINE = {"hi", "s", "seg", "ref", "w"}
_NAME = re.compile(r"(\.grobid)?(\.tei)?(\.xml)?$")
_SOURCE = "{*}teiHeader/{*}fileDesc/{*}sourceDesc/{*}biblStruct"
_TITLE = "{*}teiHeader/{*}fileDesc/{*}titleStmt/{*}title"


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Each paragraph, heading, caption, row of a table is a section, an empty line between them.

    Left out: references but for `--references`, formulae, and of the back matter all but annexes. The id is that of
    PMC, else PMID, DOI or arXiv, else the name of the file, as GROBID does not find an id in every PDF.
    """
    parse = partial(_parse, name=_NAME.sub("", options.file_id), options=options)
    for number, raw in enumerate(xml_records(file, SHAPE, options.max_record_bytes), start=1):
        yield read_record(parse, raw, f"{path}#{number}", options)


def _parse(raw: bytes, source: str, name: str, options: ReadOptions) -> Document:
    tei = parse_xml(raw, options)
    if tei.find("{*}text") is None:
        raise BadRecord("not_tei", "a <TEI> without text")
    return document_of(_id_of(tei) or name, source, _parts(tei, options), separator="\n\n")


def _id_of(tei: etree._Element) -> str | None:
    ids = {item.get("type"): (item.text or "").strip() for item in tei.iterfind(f"{_SOURCE}//{{*}}idno")}
    return next((ids[kind] for kind in _IDS if ids.get(kind)), None)


def _parts(tei: etree._Element, options: ReadOptions) -> Iterator[Part]:
    for kind, path in (("title", _TITLE), ("abstract", "{*}teiHeader/{*}profileDesc/{*}abstract")):
        for element in tei.iterfind(path):
            yield from parts_of(element, Place(kind), _MARKUP)
    for body in tei.iterfind("{*}text/{*}body"):
        yield from _body_parts(body)
    for annex in tei.iterfind("{*}text/{*}back/{*}div[@type='annex']"):
        yield from parts_of(annex, Place("appendix"), _MARKUP)
    if options.references:
        for reference in tei.iterfind("{*}text/{*}back//{*}biblStruct"):
            yield from parts_of(reference, Place("references"), _MARKUP)


def _body_parts(body: etree._Element) -> Iterator[Part]:
    """GROBID puts a section behind the one that holds it; which that is only their numbers tell: 2.1 lies in 2."""
    kinds: dict[str, str] = {}
    for element in body:
        head = element.find("{*}head")
        number, dot, _ = ("" if head is None else head.get("n", "")).rstrip(".").partition(".")
        if number and not dot:
            kinds[number] = kind_of(text_of(head)) or "body"
        yield from parts_of(element, Place(kinds.get(number, "body")), _MARKUP)


def _float_of(node: etree._Element) -> Place | None:
    """Of a figure, which may be a table, and of what is written under it."""
    name = local_name(node)
    figure = node.getparent() if name in ("head", "figDesc") else node
    if figure is None or local_name(figure) != "figure":
        return None
    kind, word = ("table", "Table") if figure.get("type") == "table" else ("caption", "Figure")
    label = text_of(figure.find("{*}label")).strip()
    return Place(kind if figure is node else "caption", f"{word} {label}" if label else None)


def _stands_apart(node: etree._Element, before: str) -> bool:
    name = local_name(node)
    if name == "hi":
        return node.get("rend") == "sup" and is_raised_number(node, before)
    return node.get("type") == "bibr" if name == "ref" else name not in _INLINE


_MARKUP = Markup(
    sections=frozenset({"div"}),
    headings=frozenset({"head"}),
    kind_attribute="type",
    blocks=frozenset(
        {"abstract", "biblStruct", "div", "figDesc", "figure", "head", "item", "list", "note", "p", "quote"}
    ),
    captions=frozenset(),
    rows=frozenset({"row"}),
    cells=frozenset({"cell"}),
    left_out=frozenset({"formula", "label", "graphic", "idno", "listBibl"}),
    spaces=frozenset({"formula", "lb"}),
    float_of=_float_of,
    stands_apart=_stands_apart,
)

FORMAT = Format(
    "tei",
    "TEI that GROBID makes of PDF: title, abstract, sections, captions, tables",
    (".tei", ".xml"),
    SHAPE.recognise,
    read,
    says_empty=SHAPE.says_empty,
)
