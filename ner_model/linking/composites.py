"""Mentions that annotators took for several concepts at once, such as "haemorrhagic cystitis"."""

import pathlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from ner_model.linking.arrays import Floats, Hashes, Rows
from ner_model.linking.name_index import number_of
from ner_model.linking.normalise import sorted_key, stems

MOST = 8  # concepts of a mention


class Composites(NamedTuple):
    """`keys`: hashes of names, sorted. `concepts`: int32 `[names, 8]`, -1 after the last. `shares`: of the times that a
    name was met, how often it was these concepts."""

    keys: Hashes
    concepts: Rows
    shares: Floats

    def by_key(self) -> "Several":
        """By the key of a name."""
        lists = ([concept for concept in line if concept >= 0] for line in self.concepts.tolist())
        return dict(zip(self.keys.tolist(), zip(lists, self.shares.tolist(), strict=True), strict=True))


Several = Mapping[int, tuple[list[int], float]]  # the concepts of a name, and the share


def learn_composites(uses: Iterable[tuple[str, tuple[int, ...], int]]) -> Composites:
    """Of names, the concepts that each was taken for, and how often: those that are several more often than anything
    else. One use more is counted against each share, as for a name that was met once nobody can be sure."""
    counts: defaultdict[np.uint64, Counter[tuple[int, ...]]] = defaultdict(Counter)
    for name, concepts, count in uses:
        counts[np.uint64(key_of(name))][concepts] += count
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


def key_of(mention: str) -> int:
    """What names share that have the same stems."""
    return number_of(sorted_key(stems(mention)))
