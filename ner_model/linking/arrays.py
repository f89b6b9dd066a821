"""Types of arrays, and lists of different lengths laid end to end."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Hashes = NDArray[np.uint64]
Array = NDArray[Any]


class Lists(NamedTuple):
    """Lists of numbers: list `i` is `values[firsts[i]:firsts[i + 1]]`."""

    firsts: NDArray[np.int64]
    values: Array

    def of(self, number: int) -> Array:
        return self.values[self.firsts[number] : self.firsts[number + 1]]

    def several(self, numbers: Array) -> tuple[Array, Array]:
        """The lists of some numbers one after the other, and where each starts."""
        starts, ends = self.firsts[numbers], self.firsts[np.asarray(numbers) + 1]
        lengths = ends - starts
        at = np.cumsum(lengths) - lengths
        return self.values[np.arange(int(lengths.sum())) + np.repeat(starts - at, lengths)], at


def inverted(lists: Lists, count: int) -> Lists:
    """For each of `count` values the numbers of the lists that hold it, in order."""
    owners = np.repeat(np.arange(len(lists.firsts) - 1, dtype=np.int32), np.diff(lists.firsts))
    order = np.argsort(lists.values, kind="stable")
    firsts = np.searchsorted(lists.values[order], np.arange(count + 1))
    return Lists(firsts.astype(np.int64), owners[order])


def lists_from(parts: list[list[int]]) -> Lists:
    """
    >>> lists_from([[1, 2], [], [3]]).firsts.tolist()
    [0, 2, 2, 3]
    """
    firsts = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=firsts[1:])
    return Lists(firsts, np.array([value for part in parts for value in part], np.int32))
