"""PubMed's text export (`.nbib`, or "PubMed format"): a citation is lines such as `TI  - On rats.`

https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format
"""

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedIOBase

from transforms.reading.bytes.extent import WHOLE, Extent
from transforms.reading.bytes.lines import line_cuts, lines
from transforms.reading.format import Beginning, Cut, Format
from transforms.reading.formats.tagged_lines import blank_separated, citation_parts, fields_of, first_of
from transforms.reading.record import BadRecord, Outcome, ReadOptions, document_of, read_record
from transforms.records import Document

_BEGIN = re.compile(rb"PMID- ?\d")
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?")
_TAGGED_LINES = re.compile(rb"^(?:PMID|OWN |STAT|TI  |AB  |DP  |FAU |AU  |PT  |JT  |TA  |SO  )- ", re.MULTILINE)
_FIRST_TAG = re.compile(rb"[A-Z][A-Z0-9 ]{3}- ?\S")
_DOI = re.compile(r"(\S+) \[doi\]")


def read(file: BufferedIOBase, path: str, options: ReadOptions, extent: Extent = WHOLE) -> Iterator[Outcome]:
    """Title, one space, abstract; then abstracts in other languages. The id is the PMID, else PMC's, else the DOI."""
    records = blank_separated(lines(file, options.max_record_bytes, extent), _BEGIN, options.max_record_bytes)
    for number, raw in enumerate(records, start=extent.first):
        yield read_record(partial(_parse, options=options), raw, f"{path}#{number}", options)


def cuts(file: BufferedIOBase, options: ReadOptions) -> Iterator[int]:
    """Before PMIDs, where a record begins whatever comes before."""
    return line_cuts(file, options, lambda _, line: bool(_BEGIN.match(line)))


def _parse(raw: bytes, source: str, options: ReadOptions) -> Document:
    fields = fields_of(raw, _TAG, options)
    doc_id = first_of(fields, "PMID", "PMC") or _doi_of(fields)
    if not doc_id:
        raise BadRecord("missing_id", "no PMID, PMC or DOI")
    title = first_of(fields, "TI", "BTI", "TT")
    return document_of(doc_id, source, citation_parts(title, first_of(fields, "AB"), fields.get("OAB", []), doc_id))


def _doi_of(fields: dict[str, list[str]]) -> str:
    found = (_DOI.fullmatch(value) for value in [*fields.get("LID", []), *fields.get("AID", [])])
    return next((match[1] for match in found if match), "")


def _recognise(beginning: Beginning) -> bool:
    text = beginning.text
    return bool(_FIRST_TAG.match(text)) and len(_TAGGED_LINES.findall(text.replace(b"\r", b"\n"))) > 1


FORMAT = Format(
    "nbib",
    "PubMed's own text export: title and abstract of each citation",
    (".nbib",),
    _recognise,
    read,
    Cut(cuts, read),
    has_lines=True,
)
