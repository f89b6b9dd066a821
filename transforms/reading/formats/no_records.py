"""Whether a file in which no record was found is one that holds none."""

import re

from transforms.reading.bytes.encoding import as_utf8
from transforms.reading.formats.xml_records import elements_of
from transforms.reading.record import BadRecord

_BIOC_HEADER = {"source", "date", "key", "infon"}
_EMPTY_LIST = re.compile(rb'\s*\[\s*\]|.*"(?:documents|PubTator3)"\s*:\s*\[\s*\]', re.DOTALL)


def check_empty(head: bytes, format: str) -> None:
    """Passes an empty root, an empty list and a header without rows; raises BadRecord for all else.

    So what a reader passes over, because it is of a kind that nobody knew or because the reader is wrong, is noticed.

    >>> check_empty(b"<pmc-articleset></pmc-articleset>", "jats")
    """
    if not head:
        raise BadRecord("empty_file", "0 bytes")
    if not _says_so(as_utf8(head), format):
        raise BadRecord("no_records", f"bytes, but no record of the format {format}", raw=head)


def _says_so(head: bytes, format: str) -> bool:
    if format in ("medline", "jats", "bioc_xml"):
        return set(elements_of(head)[1:]) <= _BIOC_HEADER
    if format in ("json", "bioc_json"):
        return bool(_EMPTY_LIST.match(head))
    if format == "csv":
        return len(head.split(b"\n", 1)[-1].split()) == 0
    return format == "parquet"  # its footer has the number of rows
