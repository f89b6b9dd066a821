"""JATS / PMC full text: title, abstracts, body, captions and appendices; https://jats.nlm.nih.gov/."""

from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from lxml import etree

from transforms.reading.format import Format
from transforms.reading.formats.xml import one_line, parse_xml
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord, Outcome, Part, ReadOptions, document_of, read_record
from transforms.records import Document

SHAPE = Shape("jats", ("article",), ("pmc-articleset", "articles"))

_IDS = ("pmc", "pmcid", "pmid", "doi", "publisher-id", "manuscript")
_FORMULAE = {"disp-formula", "disp-formula-group", "inline-formula", "math", "tex-math"}
_TABLES = {"table", "table-wrap-foot"}
_LEFT_OUT = _FORMULAE | _TABLES | {"ref-list", "label", "object-id", "permissions", "alt-text", "long-desc"}
_SPACE = {"break", "disp-formula", "disp-formula-group"}  # words on both sides stay apart

_TEXT_BLOCKS = {"abstract", "app", "body", "boxed-text", "code", "disp-quote", "fn", "p", "preformat", "sec", "speech"}
_HEADING_BLOCKS = {"attrib", "caption", "fig", "fig-group", "subtitle", "table-wrap", "table-wrap-group", "title"}
_LIST_BLOCKS = {"def", "def-item", "def-list", "kwd", "list", "list-item", "statement", "term", "verse-line"}
_BLOCKS = _TEXT_BLOCKS | _HEADING_BLOCKS | _LIST_BLOCKS | {"fn-group", "supplementary-material"}


def read(file: BufferedIOBase, path: str, options: ReadOptions) -> Iterator[Outcome]:
    """Each paragraph, heading and caption is a section, an empty line between them.

    Left out: references, formulae, cells and footnotes of tables, numbers of figures and sections, the rest of the back
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
    return document_of(_id_of(meta), source, _parts(article, meta), separator="\n\n")


def _id_of(meta: etree._Element) -> str:
    ids = {item.get("pub-id-type"): (item.text or "").strip() for item in meta.iterfind("{*}article-id")}
    kind = next((kind for kind in _IDS if ids.get(kind)), None)
    if not kind:
        raise BadRecord("missing_id", f"no article-id of {', '.join(_IDS)}")
    return "PMC" + ids[kind].removeprefix("PMC") if kind in ("pmc", "pmcid") else ids[kind]


def _parts(article: etree._Element, meta: etree._Element) -> Iterator[Part]:
    places = [
        ("title", meta.iterfind("{*}title-group/{*}article-title")),
        ("title", meta.iterfind("{*}title-group/{*}subtitle")),
        ("abstract", meta.iterfind("{*}abstract")),
        ("abstract", meta.iterfind("{*}trans-abstract")),
        ("body", article.iterfind("{*}body")),
        ("caption", article.iterfind("{*}floats-group")),
        ("appendix", article.iterfind("{*}back//{*}app")),
    ]
    for name, elements in places:
        for element in elements:
            yield from _blocks(element, name)


def _blocks(element: etree._Element, name: str) -> Iterator[Part]:
    """The text within, in order, cut where a paragraph, heading, caption or the like begins or ends."""
    pieces: list[str | None] = []
    captions = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag.rpartition("}")[2]
        if tag in _BLOCKS:
            yield from _block("caption" if captions else name, pieces)
        if tag == "caption":
            captions += 1 if event == "start" else -1
        if event == "end":
            pieces.append(node.tail if node is not element else None)
        elif tag in _LEFT_OUT:
            walk.skip_subtree()
        else:
            pieces.append(node.text)
        if tag in _SPACE and event == "start":
            pieces.append(" ")
    yield from _block(name, pieces)


def _block(name: str, pieces: list[str | None]) -> Iterator[Part]:
    text = one_line("".join(filter(None, pieces))).strip(" \t")
    pieces.clear()
    if text:
        yield Part(name, text)


FORMAT = Format(
    "jats",
    "JATS / PMC full text: title, abstracts, body, captions, appendices",
    (".nxml", ".xml"),
    SHAPE.recognise,
    read,
    says_empty=SHAPE.says_empty,
)
