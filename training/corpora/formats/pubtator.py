"""PubTator: title and abstract of a document, then a line for each mention, then an empty line."""

import re
from collections.abc import Iterable, Iterator

from ner_model.errors import Refused
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import Claim, CorpusFile, Draft
from training.corpora.read_text import read_lines

_PASSAGE = re.compile(r"([^|\t]+)\|([ta])\|(.*)")
_MENTION_FIELDS = 5  # document, start, end, text, label; then concepts


def read(file: CorpusFile) -> Iterator[Draft]:
    """The documents of a file; their text is title + one space + abstract, to which offsets refer."""
    return drafts_of(read_lines(file), file.name)


def drafts_of(lines: Iterable[str], name: str) -> Iterator[Draft]:
    """The documents of lines that come from a file of some name.

    Lines of relations are passed over. Parts of a composite mention (a seventh field) are passed over too: the
    mention as a whole is what evaluations count.
    """
    block: list[tuple[int, str]] = []
    for number, line in enumerate((*lines, ""), start=1):
        if line := line.rstrip("\r\n"):
            block.append((number, line))
        elif block:
            yield _draft(block, name)
            block = []


def _draft(block: list[tuple[int, str]], name: str) -> Draft:
    passages = [match for _, line in block[:2] if (match := _PASSAGE.fullmatch(line))]
    at = f"{name}:{block[0][0]}"
    if [match[2] for match in passages] != ["t", "a"]:
        raise Refused("expected a title and an abstract at the head of a document", at, [line for _, line in block[:2]])
    doc_id, text = passages[0][1], " ".join(match[3] for match in passages)
    claims = (_claim(doc_id, line, f"{name}:{number}") for number, line in block[2:])
    return Draft(doc_id, text, tuple(filter(None, claims)), at)


def _claim(doc_id: str, line: str, at: str) -> Claim | None:
    """The mention of a line; None if it is a relation, whose second field is a name."""
    fields = line.split("\t")
    if len(fields) < 4 or fields[0] != doc_id:
        raise Refused(f"neither a mention nor a relation of the document {doc_id}", at, line)
    if not fields[1].isdecimal():
        return None
    if len(fields) < _MENTION_FIELDS or not fields[2].isdecimal():
        raise Refused("expected document, start, end, text and label, with tabs between", at, line)
    start, end, text, label, *concepts = fields[1:6]
    return Claim(((int(start), int(end)),), label, text, at, "".join(concepts))


def _recognise(beginning: Beginning) -> bool:
    match = _PASSAGE.match(beginning.text)
    return bool(match and match[2] == "t")


FORMAT = CorpusFormat("pubtator", "PubTator: title, abstract, a line for each mention", _recognise, read)
