"""CoNLL: a word and its tag in a line, an empty line between sentences; tags are BIO, IOB1, BIOES or BILOU."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ner_model.errors import Refused
from ner_model.tags import OUTSIDE, Span
from training.corpora.corpus_format import Beginning, CorpusFormat
from training.corpora.draft import Claim, CorpusFile, Draft
from training.corpora.iob import text_of
from training.corpora.read_text import read_lines

_DOCUMENT = re.compile(r"-DOCSTART-|#\s*newdoc\b")
_NAMED = re.compile(r"-DOCSTART-\s*\((\S+)\)|#\s*newdoc\s+id\s*=\s*(\S+)")
_COMMENT = re.compile(r"#\s*\w+\s*=")
_TAG = re.compile(r"O|([BIESLU])-(\S+)")
_BEGINS, _ENDS = "BSU", "ESLU"


class TaggedWord(NamedTuple):
    text: str
    tag: str
    line: int


def read(file: CorpusFile) -> Iterator[Draft]:
    """The documents of a file, or its sentences where no line says that a document begins (`-DOCSTART-`, `# newdoc`).

    The text of a sentence is its words, with a space wherever the writer most likely left one; sentences of a document
    have a space between. The word is the first field of a line, the tag the last.
    """
    doc_id: str | None = None
    count = 0
    sentences: list[list[TaggedWord]] = [[]]
    for number, line in enumerate((*read_lines(file), "-DOCSTART-"), start=1):
        if _DOCUMENT.match(line):
            yield from _documents(file, doc_id, sentences)
            count += 1
            named = _NAMED.match(line)
            doc_id = (named and (named[1] or named[2])) or f"{file.stem}/{count}"
            sentences = [[]]
        elif not line.strip():
            sentences.append([])
        elif not _COMMENT.match(line):
            sentences[-1].append(_word(line, f"{file.name}:{number}", number))


def _documents(file: CorpusFile, doc_id: str | None, sentences: list[list[TaggedWord]]) -> Iterator[Draft]:
    held = [sentence for sentence in sentences if sentence]
    if doc_id is None:
        for number, sentence in enumerate(held, start=1):
            yield _draft(file, f"{file.stem}/{number}", [sentence])._replace(is_sentence=True)
    elif held:
        yield _draft(file, doc_id, held)


def _draft(file: CorpusFile, doc_id: str, sentences: list[list[TaggedWord]]) -> Draft:
    text = ""
    claims: list[Claim] = []
    for sentence in sentences:
        text += " " if text else ""
        own, bounds = text_of([word.text for word in sentence])
        for first, end, label in spans_of([word.tag for word in sentence]):
            start, stop = bounds[first][0], bounds[end - 1][1]
            place = (len(text) + start, len(text) + stop)
            claims.append(Claim((place,), label, own[start:stop], f"{file.name}:{sentence[first].line}"))
        text += own
    return Draft(doc_id, text, tuple(claims), f"{file.name}:{sentences[0][0].line}")


def spans_of(tags: Sequence[str]) -> list[Span]:
    """The spans of one sentence of any of the schemes; a tag that carries on nothing begins a span, as in conlleval.

    >>> spans_of(["B-Drug", "E-Drug", "S-Drug", "O", "I-Drug", "I-Drug", "B-Drug"])
    [Span(first=0, end=2, label='Drug'), Span(first=2, end=3, label='Drug'), Span(first=4, end=6, label='Drug'), \
Span(first=6, end=7, label='Drug')]
    """
    spans: list[Span] = []
    goes_on = ""
    for position, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        if tag != OUTSIDE and label == goes_on and prefix not in _BEGINS:
            spans[-1] = spans[-1]._replace(end=position + 1)
        elif tag != OUTSIDE:
            spans.append(Span(position, position + 1, label))
        goes_on = "" if prefix in _ENDS else label
    return spans


def _word(line: str, at: str, number: int) -> TaggedWord:
    fields = line.split()
    if len(fields) < 2:
        raise Refused("expected a word and a tag with white space between", at, line)
    if not _TAG.fullmatch(fields[-1]):
        raise Refused("expected O or a tag such as B-Drug, of BIO, BIOES or BILOU", at, fields[-1])
    return TaggedWord(fields[0], fields[-1], number)


def _recognise(beginning: Beginning) -> bool:
    if beginning.name.endswith((".conll", ".iob", ".iob2", ".bio", ".bioes", ".bilou")):
        return True
    lines = [line for line in beginning.text.split("\n")[:20] if line.strip() and not _DOCUMENT.match(line)]
    whole = lines[:-1] or lines  # the last one may be cut
    return bool(whole) and all(
        len(fields := line.split()) > 1 and bool(_TAG.fullmatch(fields[-1])) for line in whole if line[0] != "#"
    )


FORMAT = CorpusFormat("conll", "CoNLL: a word and its tag a line (BIO, IOB1, BIOES, BILOU)", _recognise, read)
