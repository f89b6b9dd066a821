"""PubTator: `ID|t|title`, `ID|a|abstract`, tab-separated annotations (passed over), a blank line."""

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.lines import line_cuts, lines
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.tagged_lines import blank_separated
from transforms.reading.record import BadRecord, Outcome, Part, ReadOptions, check_size, document_of, read_record
from transforms.records import Document

TITLE = re.compile(rb"[^|\s]+\|t\|")
_PASSAGE = re.compile(r"([^|\t]*)\|([ta])\|(.*)", re.DOTALL)


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """A record begins at a title or after a blank line, so one that is damaged does not take its neighbour along."""
    parse = partial(_parse, options=options)
    records = blank_separated(lines(file, options.max_record_bytes, extent), TITLE, options.max_record_bytes)
    for number, raw in enumerate(records, start=extent.first):
        yield read_record(parse, raw, f"{path}#{number}", options)


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Before titles, where a record begins whatever comes before."""
    return line_cuts(file, options, lambda _, line: bool(TITLE.match(line)))


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    check_size(raw, options)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise BadRecord("invalid_utf8", str(error)) from error
    passages = [_passage(line) for line in re.split(r"\r?\n", text) if line and not _is_annotation(line)]
    doc_id = passages[0][0] if passages else ""
    kinds = [kind for _, kind, _ in passages]
    if kinds not in (["t"], ["t", "a"]):
        raise BadRecord("malformed_pubtator", f"not a title and an abstract: {kinds}", doc_id or None)
    if not doc_id or {name for name, _, _ in passages} != {doc_id}:
        raise BadRecord("missing_id", "no id, or not the same one on every line", doc_id or None)
    names = {"t": "title", "a": "abstract"}
    # The title keeps its place even if it is empty: annotations in the file count from there.
    return document_of(doc_id, source, [Part(names[kind], text) for _, kind, text in passages])


def _passage(line: str) -> tuple[str, str, str]:
    match = _PASSAGE.fullmatch(line)
    if not match:
        raise BadRecord("malformed_pubtator", f"neither a passage nor an annotation: {line[:200]!r}")
    return match[1], match[2], match[3]


def _is_annotation(line: str) -> bool:
    return "\t" in line and not _PASSAGE.fullmatch(line)


def _recognise(beginning: Beginning) -> bool:
    return bool(TITLE.match(beginning.text))


FORMAT = Format(
    "pubtator",
    "PubTator; its annotations are passed over, and hold for the text",
    (".pubtator",),
    _recognise,
    read,
    Cut(cuts, read),
    has_lines=True,
)
