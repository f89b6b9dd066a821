"""JATS / PMC full text: title, abstracts, body, captions, tables and appendices; https://jats.nlm.nih.gov/."""

from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from lxml import etree

from transforms.reading.format import Format
from transforms.reading.formats.full_text import Markup, Place, is_raised_number, local_name, parts_of
from transforms.reading.formats.xml import parse_xml, text_of
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord, Outcome, Part, ReadOptions, document_of, read_record
from transforms.records import Document

SHAPE = Shape("jats", ("article",), ("pmc-articleset", "articles"))

_IDS = ("pmc", "pmcid", "pmid", "doi", "publisher-id", "manuscript")
_FORMULAE = {"disp-formula", "disp-formula-group", "inline-formula", "math", "tex-math"}
_LEFT_OUT = {"label", "object-id", "permissions", "alt-text", "long-desc", "sec-meta", "index-term"}
_TEXT_BLOCKS = {"abstract", "app", "body", "boxed-text", "code", "disp-quote", "fn", "p", "preformat", "sec", "speech"}
_HEADING_BLOCKS = {"attrib", "caption", "fig", "fig-group", "subtitle", "table-wrap", "table-wrap-group", "title"}
_LIST_BLOCKS = {"def", "def-item", "def-list", "kwd", "list", "list-item", "statement", "term", "verse-line"}
_OTHER_BLOCKS = {"fn-group", "supplementary-material", "table-wrap-foot", "ref"}
_FLOATS = {"fig": "caption", "table-wrap": "table", "supplementary-material": "caption"}

_MARKS = {"bibr", "fn", "table-fn", "aff", "corresp"}  # of cross references: `rats<xref ref-type="bibr">1</xref>`
_CITED = {"element-citation", "nlm-citation", "name", "string-name", "person-group"}  # parts with nothing between them
_INLINE = {"italic", "bold", "sup", "sub", "sc", "underline", "styled-content", "named-content"}


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Each paragraph, heading, caption, row of a table is a section, an empty line between them.

    Left out: references but for `--references`, formulae, numbers of figures and sections, the rest of the back
    matter, sub-articles. The id is that of PMC (`PMC2599765`), else PMID, DOI or the publisher's.
    """
    parse = partial(_parse, options=options)
    for number, raw in enumerate(xml_records(file, SHAPE, options.max_record_bytes), start=1):
        yield read_record(parse, raw, f"{path}#{number}", options)


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    article = parse_xml(raw, options)
    meta = article.find("{*}front/{*}article-meta")
    if meta is None:
        raise BadRecord("not_jats", "an <article> without front/article-meta")
    return document_of(_id_of(meta), source, _parts(article, meta, options), separator="\n\n")


def _id_of(meta: etree._Element) -> str:
    ids = {item.get("pub-id-type"): (item.text or "").strip() for item in meta.iterfind("{*}article-id")}
    kind = next((kind for kind in _IDS if ids.get(kind)), None)
    if not kind:
        raise BadRecord("missing_id", f"no article-id of {', '.join(_IDS)}")
    return "PMC" + ids[kind].removeprefix("PMC") if kind in ("pmc", "pmcid") else ids[kind]


def _parts(article: etree._Element, meta: etree._Element, options: ReadOptions) -> Iterator[Part]:
    places = [
        ("title", meta.iterfind("{*}title-group/{*}article-title")),
        ("title", meta.iterfind("{*}title-group/{*}subtitle")),
        ("abstract", meta.iterfind("{*}abstract")),
        ("abstract", meta.iterfind("{*}trans-abstract")),
        ("body", article.iterfind("{*}body")),
        ("caption", article.iterfind("{*}floats-group")),
        ("appendix", article.iterfind("{*}back//{*}app")),
    ]
    for kind, elements in places:
        for element in elements:
            yield from parts_of(element, Place(kind), _MARKUP)
    if options.references:
        for references in article.iterfind("{*}back//{*}ref"):
            yield from parts_of(references, Place("references"), _MARKUP)


def _float_of(node: etree._Element) -> Place | None:
    kind = _FLOATS.get(local_name(node))
    return Place(kind, text_of(node.find("{*}label")).strip() or None) if kind else None


def _stands_apart(node: etree._Element, before: str) -> bool:
    name = local_name(node)
    if name == "xref":
        return node.get("ref-type") in _MARKS
    if name == "sup":
        return is_raised_number(node, before)
    parent = node.getparent()
    return name not in _INLINE and parent is not None and local_name(parent) in _CITED


_MARKUP = Markup(
    sections=frozenset({"sec", "app", "boxed-text"}),
    headings=frozenset({"title"}),
    kind_attribute="sec-type",
    blocks=frozenset(_TEXT_BLOCKS | _HEADING_BLOCKS | _LIST_BLOCKS | _OTHER_BLOCKS),
    captions=frozenset({"caption"}),
    rows=frozenset({"tr", "row"}),
    cells=frozenset({"td", "th", "entry"}),
    left_out=frozenset(_FORMULAE | _LEFT_OUT | {"ref-list"}),
    spaces=frozenset({"break", "disp-formula", "disp-formula-group"}),  # words on both sides stay apart
    float_of=_float_of,
    stands_apart=_stands_apart,
)

FORMAT = Format(
    "jats",
    "JATS / PMC full text: title, abstracts, body, captions, tables, appendices",
    (".nxml", ".xml"),
    SHAPE.recognise,
    read,
    says_empty=SHAPE.says_empty,
)
