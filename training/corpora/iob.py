"""Corpora of words with BIO tags, one a line and an empty line between sentences, as texts."""

import gzip
import pathlib
import re
from collections.abc import Iterable, Iterator, Sequence

from ner_model.tags import spans_from_tags
from training.corpora.gold import GoldDocument, Mention

_DOCUMENT_START = "-DOCSTART-"
# Between which words the writer most likely left no space. Words are only ever joined where one of the two is a sign,
# at which the tagger's tokens end anyway, so that a wrong guess moves no token.
_NO_SPACE_BEFORE = re.compile(r"[.,;:?!)\]}%'’/-]")
_NO_SPACE_AFTER = re.compile(r"[(\[{/'’-]")


def read_sentences(lines: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence; the word is the first field of a line, the tag the last."""
    words: list[str] = []
    tags: list[str] = []
    for line in (*lines, ""):
        fields = line.split()
        if len(fields) > 1 and fields[0] != _DOCUMENT_START:
            words.append(fields[0])
            tags.append(fields[-1])
        elif words:
            yield words, tags
            words, tags = [], []


def document_of(doc_id: str, words: list[str], tags: list[str]) -> GoldDocument:
    """A sentence as it may have been written.

    >>> document_of("1", ["Beta", "-", "blockers", "."], ["B-Drug", "I-Drug", "I-Drug", "O"])
    GoldDocument(doc_id='1', text='Beta-blockers.', mentions=(Mention(start=0, end=13, label='Drug'),), concepts=())
    """
    text, bounds = text_of(words)
    mentions = (Mention(bounds[first][0], bounds[end - 1][1], label) for first, end, label in spans_from_tags(tags))
    return GoldDocument(doc_id, text, tuple(mentions))


def text_of(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words as a text, and where each of them starts and ends.

    >>> text_of(["5", "%", "NaCl"])
    ('5% NaCl', [(0, 1), (1, 2), (3, 7)])
    """
    text, previous = "", ""
    bounds: list[tuple[int, int]] = []
    for word in words:
        text += " " if previous and not _are_joined(previous, word) else ""
        bounds.append((len(text), len(text) + len(word)))
        text += word
        previous = word
    return text, bounds


def read_file(path: pathlib.Path) -> Iterator[GoldDocument]:
    """The sentences of a gzipped file, a document each, named after the file and their number."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, (words, tags) in enumerate(read_sentences(lines), start=1):
            yield document_of(f"{path.name.removesuffix('.tsv.gz')}/{number}", words, tags)


def _are_joined(left: str, right: str) -> bool:
    is_point_inside = (
        left == "." and not right[0].isupper()
    )  # 2.5 mg, E. coli: a space would look like a sentence's end
    return is_point_inside or bool(_NO_SPACE_BEFORE.fullmatch(right) or _NO_SPACE_AFTER.fullmatch(left))
