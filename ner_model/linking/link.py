"""What a linker says of an entity."""

from typing import NamedTuple


class Link(NamedTuple):
    """What an entity is.

    `concept_ids` has several of a mention such as "breast and ovarian cancer", and none where nothing fits; `names` are
    their preferred names. `score` is the calibrated probability that they are right. `match` is `exact` where a name is
    the same but for its spelling, `abbreviation` for what stands in the text for another name, `fuzzy`, or `none`.
    """

    concept_ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    score: float = 0.0
    match: str = "none"


NOT_LINKED = Link()
