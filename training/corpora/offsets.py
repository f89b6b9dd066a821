"""In what unit the offsets of a corpus count: found by trying which one puts annotations where their texts are."""

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from training.corpora.draft import Claim, Draft, Piece

NEAR = 50  # characters: how far from its place the text of a single annotation is looked for


class Unit(NamedTuple):
    """A way to count; `moved` gives the code points that a piece stands for, None if it ends within a character."""

    name: str
    moved: Callable[[str, Piece], Piece | None]


def fits(text: str, claim: Claim, unit: Unit) -> bool:
    """Whether the text has at the place of an annotation what the annotation says, or a token's edges if it says none.

    >>> fits("Old gout.", Claim(((4, 8),), "Disease", "gout", ""), CODE_POINTS)
    True
    >>> fits("Old gout.", Claim(((3, 7),), "Disease", None, ""), CODE_POINTS)
    False
    """
    pieces = [unit.moved(text, piece) for piece in claim.pieces]
    found = [text[piece[0] : piece[1]] for piece in pieces if piece and 0 <= piece[0] < piece[1] <= len(text)]
    if len(found) < len(pieces):
        return False
    if claim.text is not None:
        return _same(" ".join(found), claim.text) or _same("".join(found), claim.text)
    return all(_has_edges(text, *piece) for piece in pieces if piece)


def unit_of(drafts: Sequence[Draft]) -> Unit:
    """The unit that all drafts of a file count in; of several that do equally well the first of `UNITS`.

    Where annotations say no text, code points are believed unless hardly any begins and ends at a token.
    """
    claims = [(draft.text, claim) for draft in drafts for claim in draft.claims]
    if all(fits(text, claim, CODE_POINTS) for text, claim in claims):
        return CODE_POINTS
    fitting = [sum(fits(text, claim, unit) for text, claim in claims) for unit in UNITS]
    best = max(range(len(UNITS)), key=lambda number: fitting[number])
    is_stated = any(claim.text is not None for _, claim in claims)
    if fitting[best] < 0.9 * len(claims) or (not is_stated and (len(claims) < 3 or fitting[0] > 0.5 * len(claims))):
        return CODE_POINTS
    return UNITS[best]


def nearest(text: str, claim: Claim) -> int | None:
    """How much too low the offsets of an annotation of one piece are: by the nearest place that has its text.

    >>> nearest("Old gout.", Claim(((2, 6),), "Disease", "gout", ""))
    2
    """
    if claim.text is None or len(claim.pieces) > 1:
        return None
    start = claim.pieces[0][0]
    low = max(start - NEAR, 0)
    window = text[low : start + len(claim.text) + NEAR]
    places = [low + at for at in range(len(window)) if window.startswith(claim.text, at)]
    distances = sorted((place - start for place in places), key=abs)
    is_clear = distances and (len(distances) == 1 or abs(distances[0]) < abs(distances[1]))
    return distances[0] if is_clear else None


def _same(found: str, stated: str) -> bool:
    """Whether two texts are the same but for their signs: some corpora have blanks for quotes and line ends."""
    return len(found) == len(stated) and all(
        one == other or not (one.isalnum() or other.isalnum()) for one, other in zip(found, stated, strict=True)
    )


def _has_edges(text: str, start: int, end: int) -> bool:
    inner = text[start:end]
    cuts = [text[at - 1 : at + 1] for at in (start, end) if 0 < at < len(text)]
    return inner == inner.strip() and not any(pair.isalnum() for pair in cuts)


def _shifted(first: int, last: int) -> Callable[[str, Piece], Piece | None]:
    return lambda text, piece: (piece[0] + first, piece[1] + last)


def _counted(sizes: Callable[[str], tuple[int, ...]]) -> Callable[[str, Piece], Piece | None]:
    """For units of which a character has several; `sizes` says how many each character of a text has."""

    @functools.lru_cache(maxsize=4)
    def places(text: str) -> tuple[dict[int, int], dict[int, int]]:
        """By the units before them, the last code points that may be a start, and the first that may be an end."""
        units = np.cumsum([0, *sizes(text)]).tolist()
        starts = {at: number for number, at in enumerate(units)}
        return starts, {at: number for number, at in reversed(list(enumerate(units)))}

    def moved(text: str, piece: Piece) -> Piece | None:
        start, end = (known.get(at) for known, at in zip(places(text), piece, strict=True))
        return None if start is None or end is None else (start, end)

    return moved


def _in_utf16(text: str) -> tuple[int, ...]:
    return tuple(1 + (character > "\uffff") for character in text)


def _in_utf8(text: str) -> tuple[int, ...]:
    return tuple(len(character.encode("utf-8", "surrogatepass")) for character in text)


def _without_returns(text: str) -> tuple[int, ...]:
    pairs = zip(text, f"{text[1:]}.", strict=True) if text else ()
    return tuple(int(not (one == "\r" and other == "\n")) for one, other in pairs)


def _with_returns(text: str) -> tuple[int, ...]:
    return tuple(1 + (character == "\n") for character in text)


CODE_POINTS = Unit("offsets count code points", _shifted(0, 0))
UTF16 = Unit("offsets count UTF-16 code units", _counted(_in_utf16))
UNITS = (
    CODE_POINTS,
    UTF16,
    Unit("offsets count bytes of UTF-8", _counted(_in_utf8)),
    Unit("offsets count the two characters of a line end (CR LF) as one", _counted(_without_returns)),
    Unit("offsets count a line end as two characters (CR LF)", _counted(_with_returns)),
    Unit("offsets are 1 too high", _shifted(-1, -1)),
    Unit("offsets are 1 too low", _shifted(1, 1)),
    Unit("ends are 1 too low: they count the last character in", _shifted(0, 1)),
    Unit("starts are 1 too high: they count from 1, and ends count the last character in", _shifted(-1, 0)),
    Unit("offsets are 2 too high", _shifted(-2, -2)),
    Unit("offsets are 2 too low", _shifted(2, 2)),
)
