"""Reactive oxygen species as the one chemical that they are in MeSH, and ROS for short.

BC5CDR, DrugProt and ChemProt annotate the oxygen in the name, and never what is short for it. Other teams annotate all
of the name, and ROS. From both a tagger learns that it is one name in some places, and oxygen in others.
"""

import re
from collections.abc import Iterable, Iterator

from ner_model.abbreviations import find_definitions, occurrences
from training.corpora.gold import GoldDocument, Mention

LABEL = "Chemical"
_NAME = re.compile(r"\breactive (?:oxygen|nitrogen) (?:species|intermediates?|metabolites?)\b", re.IGNORECASE)


def whole_species(documents: Iterable[GoldDocument]) -> Iterator[GoldDocument]:
    """Documents where all of such a name is a mention, and what the text says is short for one.

    >>> text = "Reactive oxygen species (ROS) of mice"
    >>> (document,) = whole_species([GoldDocument("1", text, (Mention(9, 15, "Chemical"), Mention(33, 37, "Species")))])
    >>> [text[mention.start : mention.end] for mention in document.mentions]
    ['Reactive oxygen species', 'ROS', 'mice']
    """
    for document in documents:
        found = [Mention(*span, LABEL) for span in _found(document.text) if not _is_within(span, document.mentions)]
        kept = [mention for mention in document.mentions if not _touches(mention, found)]
        mentions = tuple(sorted([*kept, *found]))
        yield document._replace(mentions=mentions, concepts=()) if found else document


def _found(text: str) -> Iterator[tuple[int, int]]:
    names = [match.span() for match in _NAME.finditer(text)]
    yield from names
    ends = {end for _, end in names}
    for short, _, end in find_definitions(text) if names else ():
        if end in ends:
            yield from ((start, start + len(short)) for start in occurrences(text, short))


def _is_within(span: tuple[int, int], mentions: Iterable[Mention]) -> bool:
    start, end = span
    return any(mention.start <= start and end <= mention.end for mention in mentions)


def _touches(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)
