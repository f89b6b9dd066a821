"""What a terminology is made of."""

from typing import NamedTuple


class Concept(NamedTuple):
    """A concept of a terminology: its preferred name, other names, and the concepts that it is a kind of.

    `label` is the label of the entities that can be this concept (`Chemical`, `Disease`, ...); none can if it is empty.
    """

    id: str
    name: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    label: str = ""
