"""Parses the bytes of one record, and takes the text out of its elements.

No document type is ever read: there are no entities to expand, no files or addresses to fetch.
"""

import html.entities
import re

from lxml import etree

from transforms.reading.budget import XML_MARKUP
from transforms.reading.record import BadRecord, ReadOptions, check_size

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_NAMES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_INDENT = re.compile(r"(?<![ \t])[ \t]*+[\r\n][ \t\r\n]*")  # looks once at a run of spaces, however long

# Prefixes that a document type would have declared.
_OPEN = (
    b'<r xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ali="http://www.niso.org/schemas/ali/1.0/">'
)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
)


def parse_xml(raw: bytes, options: ReadOptions) -> etree._Element:
    """The element of a record; named characters such as `&alpha;` are those of HTML."""
    check_size(raw, options)
    if raw.count(b"<") + raw.count(b"=") > XML_MARKUP:
        raise BadRecord("too_large", f"over {XML_MARKUP} tags and attributes")
    try:
        return etree.fromstring(_OPEN + _NAMED.sub(_character, raw) + b"</r>", _PARSER)[0]
    except etree.XMLSyntaxError as error:
        raise BadRecord("malformed_xml", str(error)) from error


def text_of(element: etree._Element | None) -> str:
    """All text within, in-line mark-up included; a line break and the indentation after it are one space.

    >>> text_of(etree.fromstring("<p>  of H<sub>2</sub>O\\n   in <i>E. coli</i></p>"))
    '  of H2O in E. coli'
    """
    if element is None:
        return ""
    return one_line(all_text(element))


def all_text(element: etree._Element) -> str:
    """All text within, as it stands in the file."""
    return "".join(element.itertext())  # type: ignore[arg-type]  # bytes only where lxml is told so


def one_line(text: str) -> str:
    """Takes out line breaks, which in XML only lay out the file; other white space stays."""
    if "\n" not in text and "\r" not in text:
        return text
    text = _INDENT.sub("\n", text)
    return text.strip("\n").replace("\n", " ")


def _character(match: re.Match[bytes]) -> bytes:
    if match[1] in _XML_NAMES:
        return match[0]
    return html.entities.html5.get(match[1].decode() + ";", match[0].decode()).encode()
