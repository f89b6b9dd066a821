"""MeSH's tree numbers: what they say of a concept, as its files and those of others have them."""

from collections.abc import Iterable, Mapping

_LABELS = {"C": "Disease", "F03": "Disease", "D": "Chemical", "B": "Species"}  # F03: mental disorders


def label_of(tree_numbers: Iterable[str]) -> str:
    """The label of the entities that a descriptor with these tree numbers can be; empty for all other branches.

    >>> label_of(["F03.615.100", "C10.228"])
    'Disease'
    """
    found = {_LABELS.get(number[:3]) or _LABELS.get(number[:1], "") for number in tree_numbers}
    return next((label for label in ("Disease", "Chemical", "Species") if label in found), "")


def parents_of(tree_numbers: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The descriptors that each one is a kind of. A few descriptors of MeSH lie once above and once below another; of
    such a circle one step is left out, so that nothing is a kind of itself.

    >>> parents_of({"D1": ["C01"], "D2": ["C01.100"]})
    {'D1': (), 'D2': ('D1',)}
    """
    at = {number: descriptor for descriptor, numbers in tree_numbers.items() for number in numbers}
    parents = {
        descriptor: sorted({at[above] for number in numbers if (above := number.rpartition(".")[0]) in at})
        for descriptor, numbers in tree_numbers.items()
    }
    kept: dict[str, tuple[str, ...]] = {}
    for descriptor in sorted(parents):
        _keep_without_circles(descriptor, parents, kept, {})
    return {descriptor: kept[descriptor] for descriptor in tree_numbers}


def _keep_without_circles(
    descriptor: str, parents: Mapping[str, list[str]], kept: dict[str, tuple[str, ...]], below: dict[str, None]
) -> None:
    """Goes up from a descriptor, and keeps the steps that do not lead to one that it came from (`below`)."""
    if descriptor in kept:
        return
    below[descriptor] = None
    up = tuple(parent for parent in parents[descriptor] if parent not in below)
    for parent in up:
        _keep_without_circles(parent, parents, kept, below)
    kept[descriptor] = up
    del below[descriptor]
