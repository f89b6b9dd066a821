"""Ranges of keys, into which the documents of a snapshot are divided."""

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc


class KeyRange(NamedTuple):
    """Keys from `first` on and before `end`; None for no bound."""

    first: str | None
    end: str | None

    def meets(self, smallest: str, largest: str) -> bool:
        return (self.end is None or smallest < self.end) and (self.first is None or largest >= self.first)

    def holds(self, keys: pa.ChunkedArray) -> pa.ChunkedArray:
        """Whether each of the keys lies in the range, booleans."""
        inside = pc.is_valid(keys)
        if self.first is not None:
            inside = pc.and_(inside, pc.greater_equal(keys, self.first))
        return inside if self.end is None else pc.and_(inside, pc.less(keys, self.end))


def ranges_of(bounds: list[str]) -> list[KeyRange]:
    """
    >>> ranges_of(["m"])
    [KeyRange(first=None, end='m'), KeyRange(first='m', end=None)]
    """
    return [KeyRange(*pair) for pair in zip([None, *bounds], [*bounds, None], strict=True)]
