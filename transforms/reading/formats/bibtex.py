"""BibTeX: an entry is a citation; LaTeX in its fields becomes the characters that it stands for."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.lines import line_cuts, lines
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.latex import plain_text
from transforms.reading.formats.tagged_lines import citation_parts
from transforms.reading.record import BadRecord, Outcome, ReadOptions, check_size, document_of, read_record
from transforms.records import Document

_LINE = re.compile(rb"[ \t]{0,99}@[ \t]{0,99}([A-Za-z]{1,99})[ \t]{0,99}[{(]")
_ENTRY = re.compile(r"@\s{0,99}([A-Za-z]{1,99})\s{0,99}([{(])")
_COMMENTS = re.compile(rb"(?:\s*+%[^\r\n]*+)*+\s*+")
_NO_CITATIONS = {"comment", "preamble", "string"}
_KEY = re.compile(r"\s*+([^\s,={}\"]*+)\s*+(?:,|\Z)")
_NAME = re.compile(r"[\s,]*+([^\s=,{}\"#]++)\s*+=\s*+")
_SIGN = re.compile(r'\\.|[{})"]', re.DOTALL)
_BARE = re.compile(r'[^\s,#{}"]*+')
_SPACE = re.compile(r"\s*+")


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """Title, one space, abstract. The id is the PMID or the DOI if a field has it, else the key of the entry.

    Macros, preambles and comments are no citations; text between entries is a comment, too.
    """
    number = extent.first
    for chunk in _chunks(lines(file, options.max_record_bytes, extent), options.max_record_bytes):
        text = chunk.decode("utf-8", "surrogateescape")
        for raw in _entries(text) if len(chunk) <= options.max_record_bytes else [text]:
            yield read_record(partial(_parse, options=options), raw, f"{path}#{number}", options)
            number += 1


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Before lines in which a citation begins."""
    return line_cuts(file, options, lambda _, line: _begins_citation(line))


def _begins_citation(line: bytes) -> bool:
    entry = _LINE.match(line)
    return entry is not None and entry[1].decode().lower() not in _NO_CITATIONS


def _chunks(lines: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """From a line in which an entry begins to before the next, cut behind the limit.

    So an entry whose braces do not close does not take its neighbour along.
    """
    chunk = bytearray()
    for line in lines:
        if chunk and _LINE.match(line):
            yield bytes(chunk)
            chunk.clear()
        if len(chunk) <= limit:
            chunk += line
    if chunk:
        yield bytes(chunk)


def _entries(chunk: str) -> Iterator[str]:
    """Citations of a chunk, of which most have one."""
    place = 0
    while match := _ENTRY.search(chunk, place):
        closing = _closing(chunk, match.end(), {"{": "}", "(": ")"}[match[2]])
        place = len(chunk) if closing is None else closing + 1
        if match[1].lower() not in _NO_CITATIONS:
            yield chunk[match.start() : place]


def _closing(text: str, place: int, sign: str) -> int | None:
    """Where the sign stands that ends what begins at the place: the first one in no braces."""
    depth = 0
    for found in _SIGN.finditer(text, place):
        if found[0] == sign and not depth:
            return found.start()
        depth += (found[0] == "{") - (found[0] == "}")
    return None


def _parse(raw: str, source: str, options: ReadOptions) -> Document:
    try:
        check_size(raw.encode(), options)
    except UnicodeEncodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error
    if not raw.endswith(("}", ")")):
        raise BadRecord("malformed_bibtex", "an entry whose braces do not close")
    inner = re.split(r"[{(]", raw, maxsplit=1)[1][:-1]
    key = _KEY.match(inner)
    if key is None:
        raise BadRecord("malformed_bibtex", "an entry that does not begin with its key")
    fields = _fields(inner, key.end())
    doc_id = fields.get("pmid") or fields.get("doi") or key[1]
    if not doc_id:
        raise BadRecord("missing_id", "neither pmid nor doi nor a key")
    title, abstract = (plain_text(fields.get(name, "")) for name in ("title", "abstract"))
    return document_of(doc_id, source, citation_parts(title, abstract, doc_id=doc_id))


def _fields(inner: str, place: int) -> dict[str, str]:
    """Values by lower-case name; of a name that comes twice, the first."""
    fields: dict[str, str] = {}
    while match := _NAME.match(inner, place):
        value, place = _value(inner, match.end())
        fields.setdefault(match[1].lower(), value.strip())
    if inner[place:].strip(" \t\r\n,"):
        raise BadRecord("malformed_bibtex", f"no field begins with {inner[place : place + 100]!r}")
    return fields


def _value(inner: str, place: int) -> tuple[str, int]:
    """The value that begins there, its pieces joined, and where it ends."""
    pieces: list[str] = []
    while True:
        sign = inner[place : place + 1]
        if sign in ("{", '"'):
            end = _closing(inner, place + 1, {"{": "}", '"': '"'}[sign])
            if end is None:
                raise BadRecord("malformed_bibtex", f"a value that does not end: {inner[place : place + 100]!r}")
            pieces.append(inner[place + 1 : end])
            place = end + 1
        else:
            end = _behind(_BARE, inner, place)
            pieces.append(inner[place:end])
            place = end
        place = _behind(_SPACE, inner, place)
        if inner[place : place + 1] != "#":
            return "".join(pieces), place
        place = _behind(_SPACE, inner, place + 1)


def _behind(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _recognise(beginning: Beginning) -> bool:
    comments = _COMMENTS.match(beginning.text)
    return bool(_LINE.match(beginning.text, comments.end() if comments else 0)) and b"=" in beginning.text


FORMAT = Format(
    "bibtex",
    "BibTeX: title and abstract of each entry, LaTeX as the characters it stands for",
    (".bib", ".bibtex"),
    _recognise,
    read,
    Cut(cuts, read),
    has_lines=True,
)
