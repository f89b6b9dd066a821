"""What a mention stands for in its text: its long form, the name beside it, the parts that it is made of."""

import itertools
import re
from collections.abc import Sequence

from ner_model.abbreviations import find_definitions
from ner_model.entity import Entity
from ner_model.linking.terminology import LONGEST_NAME

_IS_CAUSED = "-(?:induced|associated|related|mediated|evoked|provoked) "
_CAUSED = re.compile(_IS_CAUSED, re.IGNORECASE)
_CAUSE = re.compile(rf"(?<!\S)(?:\S+ )?\S+{_IS_CAUSED} *(?=\w{{4}})", re.IGNORECASE)
_JOINS = (",", "/", "and", "or")  # one of which stands in each of:
_COORDINATION = re.compile(r"\s*(?:,\s*and|,\s*or|\band/or\b|\band\b|\bor\b|,|/)\s*")
_MOST_PARTS = 5
_MOST_COMPOUND = 4  # words
_GENERIC = frozenset(
    ["disease", "disorder", "syndrome", "injury", "injurie", "lesion", "toxicity", "toxicitie", "symptom", "damage"]
)
_OPENING = frozenset("([")
_CLOSING = frozenset(")],;:")
_BESIDE = 3  # characters between two names


def long_forms(text: str, entities: Sequence[Entity]) -> dict[str, str]:
    """For each entity that is an abbreviation, or its plural, which the text defines, what it stands for.

    An entity that ends where the long form does may begin before it: "13-cis-retinoic acid (cis-RA)".
    """
    names = {entity.text for entity in entities}
    plurals = {name: name[:-1] for name in names if name.endswith("s")}
    definitions = find_definitions(text, names.union(plurals.values()))
    if not definitions:
        return {}
    named = {entity.end: entity.text for entity in entities}
    found = {each.short: max(text[each.start : each.end], named.get(each.end, ""), key=len) for each in definitions}
    return {plural: found[short] for plural, short in plurals.items() if short in found} | found


def names_beside(text: str, entities: Sequence[Entity]) -> dict[str, str]:
    """Names that stand one behind the other, the second in brackets: "ginkgolide B (BN 52021)", in both directions.

    The keys are in lower case.
    """
    beside: dict[str, str] = {}
    for one, other in itertools.pairwise(entities):
        if one.label != other.label or other.start - one.end > _BESIDE:
            continue
        if text[one.end : other.start].strip() in _OPENING and text[other.end : other.end + 1] in _CLOSING:
            beside.setdefault(other.text.lower(), one.text)
            beside.setdefault(one.text.lower(), other.text)
    return beside


def induced(text: str, entities: Sequence[Entity]) -> frozenset[str]:
    """The mentions that stand behind "-induced", of which the text says so anywhere.

    >>> induced("METH-induced psychosis", [Entity(13, 22, "Disease", "psychosis", 1.0, 0)])
    frozenset({'psychosis'})
    """
    if "induced " not in text:
        return frozenset()
    return frozenset(entity.text for entity in entities if text.endswith("-induced ", 0, entity.start))


def without_cause(mention: str) -> str:
    """
    >>> without_cause("contrast media-induced nephropathy")
    'nephropathy'
    """
    return _CAUSE.sub("", mention) if _CAUSED.search(mention) else mention  # most have none, which is found sooner


def parts_of(mention: str) -> list[list[str]]:
    """The ways to read a mention as several that share words, the likeliest first; none where nothing joins them,
    and none of a mention that is longer than any name.

    >>> parts_of("breast and ovarian cancer")
    [['breast cancer', 'ovarian cancer'], ['breast', 'ovarian cancer']]
    """
    if len(mention) > LONGEST_NAME or not any(join in mention for join in _JOINS):
        return []
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


def compounds_of(mention: str) -> list[list[str]]:
    """The ways to read a mention as two names one behind the other, unless the second says no more than "disease".

    >>> compounds_of("haemorrhagic myocarditis"), compounds_of("liver disease")
    ([['haemorrhagic', 'myocarditis']], [])
    """
    words = mention.split()
    if not 1 < len(words) <= _MOST_COMPOUND or words[-1].lower().rstrip("s") in _GENERIC:
        return []
    return [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
