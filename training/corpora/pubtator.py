"""PubTator files as corpora are published in: title and abstract of a document, then a line for each mention."""

import gzip
import io
import pathlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from training.corpora.gold import GoldDocument, Mention

_PASSAGE = re.compile(r"([^|\t]+)\|([ta])\|(.*)")


class Annotation(NamedTuple):
    """A line of a mention; `concept` is its identifier in a terminology, or several."""

    start: int
    end: int
    text: str
    label: str
    concept: str


def read_documents(lines: Iterable[str]) -> Iterator[GoldDocument]:
    """Documents whose text is title + one space + abstract, to which PubTator's offsets refer.

    Lines of relations are passed over. Parts of a composite mention (a seventh field) are passed over too: the
    mention as a whole is what evaluations count.
    """
    block: list[str] = []
    for line in (*lines, ""):
        if line := line.rstrip("\r\n"):
            block.append(line)
        elif block:
            yield _document(block)
            block = []


def read_file(path: pathlib.Path) -> Iterator[GoldDocument]:
    """The documents of a file, gzipped or not."""
    with path.open("rb") as file, gzip.open(file) if path.suffix == ".gz" else file as content:
        yield from read_documents(io.TextIOWrapper(content, encoding="utf-8", newline="\n"))


def _document(block: list[str]) -> GoldDocument:
    passages = [match for line in block[:2] if (match := _PASSAGE.fullmatch(line))]
    if [match[2] for match in passages] != ["t", "a"]:
        raise ValueError(f"expected a title and an abstract at the head of a document, found {block[:2]}")
    doc_id, text = passages[0][1], " ".join(match[3] for match in passages)
    annotations = sorted(filter(None, (_annotation(doc_id, line) for line in block[2:])))
    for annotation in annotations:
        if _letters(text[annotation.start : annotation.end]) != _letters(annotation.text):
            raise ValueError(f"{doc_id}: {annotation} is {text[annotation.start : annotation.end]!r} in the text")
    mentions = tuple(Mention(annotation.start, annotation.end, annotation.label) for annotation in annotations)
    return GoldDocument(doc_id, text, mentions, tuple(annotation.concept for annotation in annotations))


def _annotation(doc_id: str, line: str) -> Annotation | None:
    """The mention of a line, none if it is a relation, whose second field is a name."""
    fields = line.split("\t")
    if len(fields) < 4 or fields[0] != doc_id:
        raise ValueError(f"{doc_id}: neither a mention nor a relation: {line!r}")
    if not fields[1].isdecimal():
        return None
    start, end, text, label, *concepts = fields[1:6]
    return Annotation(int(start), int(end), text, label, "".join(concepts))


def _letters(text: str) -> str:
    """A text without its signs: the NCBI disease corpus has blanks for quotation marks in its lines of mentions."""
    return "".join(filter(str.isalnum, text))
