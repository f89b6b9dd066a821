"""XML as UTF-8, whatever encoding the file declares."""

import codecs
import re
from collections.abc import Iterator
from io import BufferedIOBase

from transforms.reading.record import BadRecord

_BLOCK = 1 << 16
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # begins like that of UTF-16
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    "<?".encode("utf-16-le"): "utf-16-le",
    "<?".encode("utf-16-be"): "utf-16-be",
}
_KNOWN = re.compile(r"(ascii|utf|iso8859|cp|latin|gb|big5|euc|shift|iso2022|koi8|mac)[\w-]*")


def utf8_blocks(file: BufferedIOBase) -> Iterator[bytes]:
    """The file in pieces. UTF-8 passes unseen, so that a bad byte spoils one record and not the file."""
    block = file.read1(_BLOCK)
    encoding = encoding_of(block)
    if encoding in ("utf-8", "ascii"):
        while block:
            yield block
            block = file.read1(_BLOCK)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    while block:
        yield _decode(decoder, block)
        block = file.read1(_BLOCK)
    _decode(decoder, b"", final=True)


def is_wide(head: bytes) -> bool:
    """Whether the mark at the start is that of UTF-16 or UTF-32."""
    return head.startswith(_WIDE_MARKS)


def as_utf8(head: bytes) -> bytes:
    """The first bytes of a file, as far as they are text."""
    encoding = encoding_of(head)
    return head if encoding == "utf-8" else head.decode(encoding, "ignore").encode()


def encoding_of(head: bytes) -> str:
    """By the mark at the start or the XML declaration; UTF-8 without either.

    >>> encoding_of(b'<?xml version="1.0" encoding="Latin1"?>')
    'iso8859-1'
    """
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    declared = _DECLARED.match(head)
    if not declared:
        return "utf-8"
    try:
        name = codecs.lookup(declared[1].decode()).name
    except LookupError:
        name = ""
    if not _KNOWN.fullmatch(name):
        raise BadRecord("unknown_encoding", f"the file declares {declared[1].decode()}")
    return name if name not in ("utf-16", "utf-32") else "utf-8"  # it could be read, so it is neither


def _decode(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bytes:
    try:
        return decoder.decode(block, final).encode()
    except UnicodeError as error:
        raise BadRecord("invalid_encoding", str(error)) from error
