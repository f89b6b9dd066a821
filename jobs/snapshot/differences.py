"""Entities that were gained, lost or changed between two readings of the same text."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ner_model.entity import Entity
from transforms.snapshots.describe_rows import example
from transforms.snapshots.facts import Example

_EXAMPLES = 20


class Compared(NamedTuple):
    """What was found before and after in one text."""

    doc_id: str
    text: str
    old: list[Entity]
    new: list[Entity]


class Difference(NamedTuple):
    """`kind` is same, gained, lost or changed; the entity is the new one, of a lost one the old."""

    kind: str
    entity: Entity


class Differences:
    """Counts by label and by mention, and a few sentences of each kind."""

    def __init__(self) -> None:
        self.documents = 0
        self.labels: dict[str, Counter[str]] = defaultdict(Counter)
        self.mentions: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.examples: dict[str, list[Example]] = defaultdict(list)

    def add(self, compared: Compared) -> None:
        self.documents += 1
        for kind, entity in differences(compared.old, compared.new):
            self.labels[entity.label][kind] += 1
            if kind == "same":
                continue
            self.mentions[kind][entity.label, entity.text] += 1
            if len(self.examples[kind]) < _EXAMPLES:
                self.examples[kind].append(example(compared.doc_id, compared.text, [entity]))


def differences(old: list[Entity], new: list[Entity]) -> Iterator[Difference]:
    """An entity is changed if it shares characters with one that has another span or label.

    >>> zinc, oxide = Entity(0, 4, "Chemical", "Zinc", 1.0, 0), Entity(0, 10, "Chemical", "Zinc oxide", 1.0, 0)
    >>> [difference.kind for difference in differences([zinc], [oxide])]
    ['changed']
    """
    before = {(entity.start, entity.end, entity.label) for entity in old}
    after = {(entity.start, entity.end, entity.label) for entity in new}
    for entity in new:
        if (entity.start, entity.end, entity.label) in before:
            yield Difference("same", entity)
        else:
            yield Difference("changed" if _meets(entity, old) else "gained", entity)
    for entity in old:
        if (entity.start, entity.end, entity.label) not in after and not _meets(entity, new):
            yield Difference("lost", entity)


def _meets(entity: Entity, others: list[Entity]) -> bool:
    return any(entity.start < other.end and other.start < entity.end for other in others)
