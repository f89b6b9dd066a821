"""What every corpus is read into: texts and their mentions."""

from typing import NamedTuple


class Mention(NamedTuple):
    """A gold annotation: code points `[start, end)` of the text."""

    start: int
    end: int
    label: str


class GoldDocument(NamedTuple):
    """A text as the tagger will be given it, and what annotators found in it, in the order of the text.

    `concepts` has the identifier of each mention in a terminology, or is empty where a corpus has none.
    """

    doc_id: str
    text: str
    mentions: tuple[Mention, ...]
    concepts: tuple[str, ...] = ()
