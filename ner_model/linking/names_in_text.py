"""What a mention stands for in its text: its long form, the name beside it, the parts that it is made of."""

import itertools
import re
from collections.abc import Sequence

from ner_model.abbreviations import find_definitions
from ner_model.entity import Entity

_CAUSE = re.compile(
    r"(?:\S+[- ])?\S+-(?:induced|associated|related|mediated|evoked|provoked) +(?=\w{4})", re.IGNORECASE
)
_COORDINATION = re.compile(r"\s*(?:,\s*and|,\s*or|\band/or\b|\band\b|\bor\b|,|/)\s*")
_MOST_PARTS = 5


def long_forms(text: str, entities: Sequence[Entity]) -> dict[str, str]:
    """For each abbreviation that the text defines what it stands for, its plural included."""
    found = {definition.short: text[definition.start : definition.end] for definition in find_definitions(text)}
    plurals = {entity.text for entity in entities if entity.text.endswith("s") and entity.text not in found}
    return found | {plural: found[plural[:-1]] for plural in plurals if plural[:-1] in found}


def names_beside(text: str, entities: Sequence[Entity]) -> dict[str, str]:
    """Names that stand one behind the other, the second in brackets: "ginkgolide B (BN 52021)", in both directions."""
    beside: dict[str, str] = {}
    for one, other in itertools.pairwise(entities):
        between = text[one.end : other.start]
        if one.label == other.label and between.strip() == "(" and text[other.end : other.end + 1] in (")", ",", ";"):
            beside.setdefault(other.text, one.text)
            beside.setdefault(one.text, other.text)
    return beside


def without_cause(mention: str) -> str:
    """
    >>> without_cause("contrast media-induced nephropathy")
    'nephropathy'
    """
    return _CAUSE.sub("", mention)


def parts_of(mention: str) -> list[list[str]]:
    """The ways to read a mention as several that share words, the likeliest first; none where nothing joins them.

    >>> parts_of("breast and ovarian cancer")
    [['breast cancer', 'ovarian cancer'], ['breast', 'ovarian cancer']]
    """
    parts = [part for part in _COORDINATION.split(mention) if part]
    if not 1 < len(parts) <= _MOST_PARTS:
        return []
    readings = []
    *others, last = parts
    words = last.split()
    for shared in range(1, len(words)):
        head = " ".join(words[shared:])
        readings.append([*(f"{part} {head}" for part in others), last])
    first, *rest = parts
    words = first.split()
    for shared in range(len(words) - 1, 0, -1):
        readings.append([first, *(f"{' '.join(words[:shared])} {part}" for part in rest)])
    return [*readings, parts]
