"""The format of a file, from its first bytes; its name decides only where they leave it open."""

import json
import re
from pathlib import PurePosixPath

from transforms.reading.bytes.encoding import as_utf8
from transforms.reading.formats import bioc_xml, jats, medline
from transforms.reading.formats.csv import delimiter_of
from transforms.reading.formats.fields import ID_FIELDS, TEXT_FIELDS
from transforms.reading.formats.pubtator import TITLE
from transforms.reading.formats.xml_records import root_of
from transforms.reading.record import BadRecord, ReadOptions

HEAD = 1 << 16  # bytes to look at

_XML_SHAPES = {"medline": medline.SHAPE, "jats": jats.SHAPE, "bioc_xml": bioc_xml.SHAPE}
_BY_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}
_NOT_TEXT = {".xml", ".nxml", ".parquet", ".pdf"}
_BIOC = re.compile(rb'(?<!\\)"(?:documents|passages|PubTator3)"\s*:\s*\[')


def detect(head: bytes, path: str, options: ReadOptions) -> str:
    """The name of a format. Raises BadRecord if there is nothing to read, or no reader for it.

    >>> detect(b'{"id": 1, "text": "Aspirin."}', "a", ReadOptions())
    'jsonl'
    """
    if not head:
        raise BadRecord("empty_file", "0 bytes")
    if head.startswith(b"PAR1"):
        return "parquet"
    begin = as_utf8(head).lstrip()
    suffixes = PurePosixPath(path).suffixes
    if re.match(rb"<[A-Za-z_!?]", begin):
        return _xml_format(begin)
    if begin.startswith((b"{", b"[")) and ".txt" not in suffixes:
        return _json_format(begin, options)
    if TITLE.match(begin):
        return "pubtator"
    if delimiter_of(begin.split(b"\n", 1)[0], options):
        return "csv"
    return _text_format(begin, suffixes)


def _xml_format(begin: bytes) -> str:
    root = root_of(begin)
    for name, shape in _XML_SHAPES.items():
        if root in (*shape.records, *shape.containers):
            return name
    if root == "art":
        raise BadRecord("not_jats", "XML that BioMed Central used before JATS, with the root element art", raw=begin)
    raise BadRecord("unknown_format", f"XML with the root element {root}", raw=begin)


def _json_format(begin: bytes, options: ReadOptions) -> str:
    line = begin.split(b"\n", 1)[0]
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    known = {options.id_field, options.text_field, *ID_FIELDS, "text", *TEXT_FIELDS}
    if isinstance(record, dict) and len(known & record.keys()) > 1:
        return "jsonl"
    if _BIOC.search(begin):
        return "bioc_json"
    if begin.startswith(b"["):
        return "json"
    return "jsonl"


def _text_format(begin: bytes, suffixes: list[str]) -> str:
    by_name = next((_BY_SUFFIX[suffix] for suffix in suffixes if suffix in _BY_SUFFIX), None)
    if by_name:
        return by_name
    if b"\0" in begin or _NOT_TEXT.intersection(suffixes):
        raise BadRecord("unknown_format", "neither text nor another format that is known", raw=begin)
    return "text"
