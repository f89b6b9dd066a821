"""Where the sentences of a text begin, in code points."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import sentencex

_LINE_END = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_BREAK = re.compile(rf"(?:\t|{_LINE_END.pattern})\s*")

# Lines of a wrapped text are shorter: where most of a text is in longer ones, each line is a paragraph or a heading.
_WRAPPED = 200

_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")  # no-break, thin, ideographic, ...

# The splitter's time grows with the square of a text full of quotation marks, and beyond some 10,000 characters it
# loses blank lines: it is given no more at once.
_PIECE = 8_000

# No sentence begins so, or ends so, unless on a line of its own: `Leishmania spp. in bats`, `5 ng. /ml`, `Ms. Smith`.
_GOES_ON = re.compile(r"[a-z]+(?![\w-])|[.,;:%/\])]")
_HANGS = re.compile(r"(?:^|[\s(])(?:Mr|Ms|Mrs|Figs?|Eqs?|Refs?|An|Ae|sp|spp|subsp|ssp|var|pv)\.\s+$")

_PLAIN_END = re.compile(r"[.!?][\])}\"'\u2019\u201d]*\s+(?=[^\W_a-z]|[(\[])")


class Sentences(NamedTuple):
    """The sentences of a text.

    `starts`: int32 `[sentences]`, code points, rising; each sentence holds something visible and begins with it.
    `plain_pieces`: how many stretches a plain rule split, as the splitter changed them or found no end in all of them.
    """

    starts: np.ndarray
    plain_pieces: int


def split_sentences(text: str, borders: Iterable[int] = ()) -> Sentences:
    """Splits a text; sentences end with paragraphs, at tabs and at `borders` (code points); a blank text has none.

    >>> split_sentences("One. Two.\\n\\nThree").starts.tolist()
    [0, 5, 11]
    >>> split_sentences("On rats They sleep.", borders=[8]).starts.tolist()
    [0, 8]
    """
    cuts = sorted({0, len(text), *_paragraph_starts(text), *(at for at in borders if 0 < at < len(text))})
    if not text.isascii():
        text = _WIDE_SPACE.sub(" ", text)  # the splitter counts such a space as one byte and panics, as in "J\u2009."
    starts: list[int] = []
    plain_pieces = 0
    for paragraph_start, end in itertools.pairwise(cuts):
        start = paragraph_start
        while start < end:
            piece = text[start : min(start + _PIECE, end)]
            goes_on = start + len(piece) < end
            found = _found_starts(piece)
            if found is None or (goes_on and len(found) == 1):
                found, plain_pieces = _plain_starts(piece), plain_pieces + 1
            if goes_on and len(found) > 1:
                piece = piece[: found.pop()]  # its last sentence may not end there
            starts += [start + at for at in found]
            start += len(piece)
    return Sentences(np.array(starts, np.int32), plain_pieces)


def _paragraph_starts(text: str) -> Iterator[int]:
    """Where white space ends that lies between two paragraphs, or as a tab between two cells of a table.

    Between paragraphs there are two line ends of any kind that `str.splitlines` knows, or U+2029, or a single line end
    in a text that is not wrapped.
    """
    lines = text.splitlines()
    if len(lines) < 2 and "\t" not in text:
        return
    wrapped = 2 * sum(len(line) for line in lines if len(line) > _WRAPPED) < len(text)
    for spaces in _BREAK.finditer(text):
        line_ends = len(f"{spaces[0]}.".splitlines()) - 1
        if line_ends != 1 or not wrapped or "\u2029" in spaces[0]:
            yield spaces.end()


def _found_starts(piece: str) -> list[int] | None:
    """The places of the splitter's sentences; None if they are not, in order, all that is visible of the piece."""
    starts: list[int] = []
    end = 0
    for sentence in _segment(piece):
        if visible := sentence.strip():
            start = piece.find(visible, end)
            if start < 0 or piece[end:start].strip():
                return None
            if not starts or not _is_within(piece, start):
                starts.append(start)
            end = start + len(visible)
    return None if piece[end:].strip() else starts


def _is_within(piece: str, at: int) -> bool:
    """Whether the splitter saw a border where the sentence goes on."""
    before = piece[max(at - 10, 0) : at]
    goes_on = _GOES_ON.match(piece, at) or _HANGS.search(before)
    return bool(goes_on) and not _LINE_END.search(before, len(before.rstrip()))


def _segment(piece: str) -> list[str]:
    """The splitter's sentences, none if it panics, which is no `Exception`."""
    try:
        return list(sentencex.segment("en", piece))
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return []


def _plain_starts(piece: str) -> list[int]:
    """A sentence ends where a capital, a number or a bracket follows a full stop and a space."""
    bounds = [0, *(match.end() for match in _PLAIN_END.finditer(piece)), len(piece)]
    stretches = ((start, piece[start:end]) for start, end in itertools.pairwise(bounds))
    return [start + len(text) - len(text.lstrip()) for start, text in stretches if text.strip()]
