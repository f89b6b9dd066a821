"""What became of each mention of a corpus, and of each entity that is none; and how familiar the mentions were."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from training.corpora.gold import GoldDocument, Mention

KINDS = ("right", "boundary", "type", "boundary and type", "missed", "spurious")
FAMILIARITIES = ("memorised", "synonym", "novel")


class Verdict(NamedTuple):
    """What became of a mention, or of an entity that is none: one of `KINDS`."""

    doc_id: str
    mention: Mention
    text: str
    kind: str


class Known(NamedTuple):
    """What training documents teach by heart: (text in lower case, label), and concepts."""

    names: frozenset[tuple[str, str]]
    concepts: frozenset[str]


def verdicts_of(document: GoldDocument, found: Collection[Mention]) -> list[Verdict]:
    """A verdict on each mention of a document, and one on each entity that overlaps none."""
    gold = dict.fromkeys(document.mentions)
    kinds = {mention: _kind(mention, found) for mention in gold}
    kinds |= {entity: "spurious" for entity in found if not _overlapping(entity, gold)}
    return [
        Verdict(document.doc_id, mention, document.text[mention.start : mention.end], kind)
        for mention, kind in sorted(kinds.items())
    ]


def known_from(documents: Sequence[GoldDocument]) -> Known:
    names = {(_name(document, mention), mention.label) for document in documents for mention in document.mentions}
    concepts = {part for document in documents for concept in document.concepts for part in _parts(concept)}
    return Known(frozenset(names), frozenset(concepts))


def recall_by_familiarity(
    documents: Sequence[GoldDocument], found: Sequence[Collection[Mention]], known: Known
) -> dict[str, tuple[float, int]]:
    """Recall and number of mentions whose name was in training, whose concept was, and of the others."""
    all_: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for document, those in zip(documents, found, strict=True):
        concepts = document.concepts or ("",) * len(document.mentions)
        for mention, concept in zip(document.mentions, concepts, strict=True):
            familiarity = _familiarity((_name(document, mention), mention.label), concept, known)
            all_[familiarity] += 1
            right[familiarity] += mention in those
    return {name: (right[name] / max(all_[name], 1), all_[name]) for name in FAMILIARITIES}


def _kind(mention: Mention, found: Collection[Mention]) -> str:
    near = _overlapping(mention, found)
    if mention in near:
        return "right"
    if not near:
        return "missed"
    if any((other.start, other.end) == (mention.start, mention.end) for other in near):
        return "type"
    return "boundary" if any(other.label == mention.label for other in near) else "boundary and type"


def _overlapping(mention: Mention, others: Collection[Mention]) -> list[Mention]:
    return [other for other in others if other.start < mention.end and mention.start < other.end]


def _name(document: GoldDocument, mention: Mention) -> str:
    return " ".join(document.text[mention.start : mention.end].lower().split())


def _parts(concept: str) -> list[str]:
    """The identifiers of a mention that names several things; `-1` stands for none."""
    return [part for part in concept.split("|") if part not in ("", "-1")]


def _familiarity(name: tuple[str, str], concept: str, known: Known) -> str:
    if name in known.names:
        return "memorised"
    return "synonym" if any(part in known.concepts for part in _parts(concept)) else "novel"
