"""Mentions that annotators took for several concepts at once, such as "haemorrhagic cystitis"."""

import pathlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ner_model.linking.arrays import Floats, Hashes, Rows
from ner_model.linking.name_index import hash_of
from ner_model.linking.normalise import sorted_key, stems

MOST = 8  # concepts of a mention


class Composites(NamedTuple):
    """`keys`: hashes of names, sorted. `concepts`: int32 `[names, 8]`, -1 after the last. `shares`: of the times that a
    name was met, how often it was these concepts."""

    keys: Hashes
    concepts: Rows
    shares: Floats

    def of(self, mention: str) -> tuple[list[int], float]:
        """The concepts of a mention, none of one that is not known as several, and the share."""
        key = _key(mention)
        at = int(self.keys.searchsorted(key))
        if at == len(self.keys) or self.keys[at] != key:
            return [], 0.0
        return [concept for concept in self.concepts[at].tolist() if concept >= 0], float(self.shares[at])


NO_COMPOSITES = Composites(np.zeros(0, np.uint64), np.zeros((0, MOST), np.int32), np.zeros(0, np.float32))


def learn_composites(uses: Iterable[tuple[str, tuple[int, ...], int]]) -> Composites:
    """Of names, the concepts that each was taken for, and how often: those that are several more often than anything
    else. One use more is counted against each share, as for a name that was met once nobody can be sure."""
    counts: defaultdict[np.uint64, Counter[tuple[int, ...]]] = defaultdict(Counter)
    for name, concepts, count in uses:
        counts[_key(name)][concepts] += count
    found = []
    for key, by_concepts in counts.items():
        concepts, most = max(by_concepts.items(), key=lambda item: (item[1], item[0]))
        if 1 < len(concepts) <= MOST:
            found.append((key, [*concepts, *[-1] * (MOST - len(concepts))], most / (by_concepts.total() + 1)))
    found.sort()
    return Composites(
        np.array([key for key, _, _ in found], np.uint64),
        np.array([concepts for _, concepts, _ in found], np.int32).reshape(-1, MOST),
        np.array([share for _, _, share in found], np.float32),
    )


def save_composites(composites: Composites, folder: pathlib.Path, name: str) -> None:
    for field, value in composites._asdict().items():
        np.save(folder / f"{name}.composite_{field}.npy", value, allow_pickle=False)


def open_composites(folder: pathlib.Path, name: str) -> Composites:
    fields = (np.load(folder / f"{name}.composite_{field}.npy", allow_pickle=False) for field in Composites._fields)
    return Composites(*fields)


def _key(mention: str) -> np.uint64:
    return hash_of(sorted_key(stems(mention)))
