"""Kinds of files that hold no text as they are, by their first bytes; each with what a user can do."""

import re
from typing import NamedTuple

from transforms.reading.bytes.encoding import is_wide
from transforms.reading.record import BadRecord


class Kind(NamedTuple):
    """`reason` is the code of the dead letter; `begins` matches the first bytes."""

    reason: str
    begins: re.Pattern[bytes]
    what: str
    remedy: str


def _kind(reason: str, begins: bytes, what: str, remedy: str) -> Kind:
    return Kind(reason, re.compile(begins, re.DOTALL), what, remedy)


_TEXT = "save it as plain text, or as XML"
_CSV = "save it as CSV"
_UNPACK = "unpack it, and give the folder"

_ZIP = rb"PK(?:\x03\x04|\x05\x06)"
_IMAGE = rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF.{4}WEBP|BM.{4}\x00{4}"
_ARCHIVE = rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x1f[\x8b\x9d]|!<arch>\n"
_TABLE = rb"ORC.{0,3}[\x00-\x08]|Obj\x01|ARROW1\x00\x00|\x93NUMPY"
_PROGRAM = rb"\x7fELF|MZ[^\r\n]{1,60}\x00|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"

KINDS = (
    _kind("pdf", rb"\s{0,64}%PDF-\d", "a PDF", "GROBID makes TEI XML of it, which is read with its sections"),
    _kind("word_document", _ZIP + rb".{0,4000}?word/", "a Word document", _TEXT),
    _kind("spreadsheet", _ZIP + rb".{0,4000}?xl/", "a spreadsheet", _CSV),
    _kind("presentation", _ZIP + rb".{0,4000}?ppt/", "a presentation", _TEXT),
    _kind("spreadsheet", _ZIP + rb".{26}mimetype.{0,40}opendocument\.spreadsheet", "a spreadsheet", _CSV),
    _kind("word_document", _ZIP + rb".{26}mimetype.{0,40}opendocument", "an OpenDocument file", _TEXT),
    _kind("ebook", _ZIP + rb".{26}mimetype.{0,40}epub", "an EPUB book", _TEXT),
    _kind("zip_archive", _ZIP, "a ZIP archive", _UNPACK),
    _kind("office_document", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Office", _TEXT),
    _kind("rich_text", rb"\{\\rtf", "rich text (RTF)", _TEXT),
    _kind("archive", _ARCHIVE, "an archive", _UNPACK),
    _kind("image", _IMAGE, "an image", "recognise its text first (OCR)"),
    _kind("database", rb"SQLite format 3\x00|\x89HDF\r\n", "a database", "export its texts as CSV or JSON lines"),
    _kind("table", _TABLE, "a table of a kind that is not read", "save it as Parquet"),
    _kind("program", _PROGRAM, "a program", "leave it out"),
)


def check_kind(head: bytes) -> None:
    """Raises BadRecord if the first bytes of a file are those of a kind that is not read, with the remedy."""
    kind = _kind_of(head)
    if kind:
        raise BadRecord(kind.reason, f"{kind.what}; {kind.remedy}", raw=head)


def binary_of(head: bytes) -> str | None:
    """What a file is that holds no text, by its first bytes; None for one that may hold some.

    >>> binary_of(b"GIF89a"), binary_of(b"Zinc.")
    ('an image', None)
    """
    kind = _kind_of(head)
    if kind:
        return kind.what
    is_text = b"\0" not in head or is_wide(head) or head.startswith((b"<\0", b"\0<", b"PAR1"))
    return None if is_text else "a file of an unknown kind"


def _kind_of(head: bytes) -> Kind | None:
    return next((kind for kind in KINDS if kind.begins.match(head)), None)
