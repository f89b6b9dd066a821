"""Names of the elements in the first bytes of an XML file; what only looks like a tag is none."""

import re
from collections.abc import Iterator

DOCTYPE = b"<!DOCTYPE"
_IN_DOCTYPE = rb"""[^"'<>]++|"[^"]*+"|'[^']*+'|<!--.*?-->|<\?.*?\?>"""
WHOLE_DOCTYPE = re.compile(rb"""<!DOCTYPE(?:%s|<!(?:%s)*+>)*+>""" % (_IN_DOCTYPE, _IN_DOCTYPE), re.DOTALL)
# What is not closed goes on to the end, so that the bytes are looked at once.
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<([A-Za-z_][\w.:-]{0,999}+)", re.DOTALL
)


def root_of(head: bytes) -> str | None:
    """Name of the first element.

    >>> root_of(b'<?xml version="1.0"?><!DOCTYPE art SYSTEM "art.dtd"><art><ui>7</ui></art>')
    'art'
    """
    return next(_elements(head), None)


def elements_of(head: bytes) -> list[str]:
    """Names of the elements that begin in the bytes, in order.

    >>> elements_of(b"<a><!-- <b> --><![CDATA[<c>]]><d/></a>")
    ['a', 'd']
    """
    return list(_elements(head))


def _elements(head: bytes) -> Iterator[str]:
    return (match[1].decode() for match in _TAG.finditer(_without_doctype(head)) if match[1])


def _without_doctype(head: bytes) -> bytes:
    start = head.find(DOCTYPE)
    doctype = WHOLE_DOCTYPE.match(head, start) if start >= 0 else None
    return head[:start] + head[doctype.end() :] if doctype else head
