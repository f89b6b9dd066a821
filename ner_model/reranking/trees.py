"""Gradient-boosted trees (Friedman 2001): the sum of what many small decision trees say."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats

LEAF = -1


class Trees(NamedTuple):
    """Nodes of all trees, one after the other; `roots` int32 `[trees]` is where each begins.

    A node sends what has `features` of at most its `thresholds` to the node right after it, and the rest to that of
    `elsewhere`; a leaf, whose feature is `LEAF`, has a value in `thresholds`. `start`: what sums begin at, `[1]`.
    """

    roots: npt.NDArray[np.int32]
    features: npt.NDArray[np.int32]
    thresholds: Floats
    elsewhere: npt.NDArray[np.int32]
    start: Floats

    def sums(self, rows: Floats) -> Floats:
        """What the trees say of each row of features, added up from the first tree to the last, float32 `[rows]`."""
        total = np.full(len(rows), self.start[0], np.float32)
        for root in self.roots:
            at = np.full(len(rows), root)
            while (inner := np.flatnonzero(self.features[at] != LEAF)).size:
                node = at[inner]
                is_less = rows[inner, self.features[node]] <= self.thresholds[node]
                at[inner] = np.where(is_less, node + 1, self.elsewhere[node])
            total += self.thresholds[at]
        return total
