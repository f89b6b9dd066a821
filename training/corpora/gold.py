"""What every corpus is read into: texts and their mentions."""

from collections.abc import Iterable, Iterator, Mapping
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


def renamed(documents: Iterable[GoldDocument], labels: Mapping[str, str]) -> Iterator[GoldDocument]:
    """Documents with the mentions of the labels that a mapping has, by the names that it gives them.

    >>> document = GoldDocument("1", "Gout in mice", (Mention(0, 4, "Illness"), Mention(8, 12, "Species")))
    >>> [each.mentions for each in renamed([document], {"Illness": "Disease"})]
    [(Mention(start=0, end=4, label='Disease'),)]
    """
    for document in documents:
        kept = [number for number, mention in enumerate(document.mentions) if mention.label in labels]
        mentions = [document.mentions[number] for number in kept]
        yield document._replace(
            mentions=tuple(mention._replace(label=labels[mention.label]) for mention in mentions),
            concepts=tuple(document.concepts[number] for number in kept) if document.concepts else (),
        )


def mention_of(text: str, start: int, name: str, label: str) -> Mention:
    """The mention of a name at the place that a corpus gives; raises ValueError if the text has another one there."""
    if not text.startswith(name, start):
        raise ValueError(f"{text[start : start + len(name)]!r} where {name!r} should be, in {text[:80]!r}")
    return Mention(start, start + len(name), label)
