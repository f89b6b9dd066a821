"""What a tagger finds."""

from typing import NamedTuple


class Entity(NamedTuple):
    """A stretch `[start, end)` of a text, in code points; `score` is the calibrated probability that it is right."""

    start: int
    end: int
    label: str
    text: str
    score: float
    sentence: int
