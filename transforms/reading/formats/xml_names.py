"""Names of the elements in the first bytes of an XML file, without those in comments and in its document type."""

import re

_NO_TAGS = re.compile(rb"<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)")


def root_of(head: bytes) -> str | None:
    """Name of the first element.

    >>> root_of(b'<?xml version="1.0"?><!DOCTYPE art SYSTEM "art.dtd"><art><ui>7</ui></art>')
    'art'
    """
    return next(iter(elements_of(head)), None)


def elements_of(head: bytes) -> list[str]:
    """Names of the elements that begin in it, in order."""
    return [name.decode() for name in _TAG.findall(_NO_TAGS.sub(b"", head))]
