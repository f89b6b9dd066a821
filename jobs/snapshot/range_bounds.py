"""Keys at which a compaction divides the documents into ranges of about the same size.

Every row group of every run is looked at, and gives as many of its keys, evenly spaced among them, as there are to be
ranges. So, whatever order the runs came in, the share of a group that lies between two keys is known to one part in
that number, and no range is larger than about three times the mean (`benchmarks.key_ranges` replays PubMed's ids).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.runs.bundles import Bundle
from transforms.snapshots.read_spills import ROW_BYTES
from transforms.snapshots.versions import key_of
from transforms.storage import open_file

RANGE_BYTES = 128 * 1024 * 1024  # uncompressed, so that most ranges need not be cut (`read_spills.PART_BYTES`)
MOST_RANGES = 256  # each takes two open files


class SampledKeys(NamedTuple):
    """Keys of a row group, evenly spaced among its own, and the bytes that the group has uncompressed."""

    keys: list[str]
    bytes: int


def range_bounds(bundles: Iterable[Bundle]) -> list[str]:
    """The keys that all ranges but the first begin with; none if one range holds everything."""
    bundles = list(bundles)
    paths = [path for bundle in bundles for path in bundle.documents]
    size = sum(map(_bytes_of, paths)) + ROW_BYTES * sum(_rows_of(path) for each in bundles for path in _others(each))
    ranges = min(size // RANGE_BYTES + 1, MOST_RANGES)
    return [] if ranges == 1 else bounds_between((group for path in paths for group in _sampled(path, ranges)), ranges)


def bounds_between(groups: Iterable[SampledKeys], ranges: int) -> list[str]:
    """Keys that divide the groups into so many ranges; fewer where one key is too large for a range.

    >>> bounds_between([SampledKeys(["a", "c"], 20), SampledKeys(["b", "d"], 20)], 2)
    ['c']
    """
    keys, weights = [], []
    for group in groups:
        keys.append(pa.array(group.keys, pa.string()))
        weights.append(np.full(len(group.keys), group.bytes / max(len(group.keys), 1)))
    order = pc.sort_indices(pa.chunked_array(keys, pa.string()))
    before = np.cumsum(np.concatenate([[0.0], *weights])[1:][order.to_numpy()])
    places = np.searchsorted(before, before[-1] * np.arange(1, ranges) / ranges, side="right")
    chosen = pa.chunked_array(keys).take(order.take(pa.array(np.minimum(places, len(order) - 1))))
    return sorted(set(chosen.to_pylist()))


def evenly_spaced(count: int, wanted: int) -> np.ndarray:
    """Places among `count` sorted things, each in the middle of one of `wanted` equal parts; int64, at most `count`.

    >>> evenly_spaced(8, 2).tolist()
    [2, 6]
    """
    wanted = min(wanted, count)
    return ((2 * np.arange(wanted) + 1) * count) // (2 * max(wanted, 1))


def _bytes_of(path: str) -> int:
    with open_file(path) as file:
        metadata = pq.read_metadata(file)
    return sum(metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups))


def _others(bundle: Bundle) -> list[str]:
    return [path for table, paths in bundle.files.items() if table != "documents" for path in paths]


def _rows_of(path: str) -> int:
    with open_file(path) as file:
        return int(pq.read_metadata(file).num_rows)


def _sampled(path: str, wanted: int) -> Iterator[SampledKeys]:
    with open_file(path) as stream:
        file = pq.ParquetFile(stream)
        for number in range(file.num_row_groups):
            rows = file.read_row_group(number, ["doc_id", "version"])
            chosen = pc.sort_indices(rows["doc_id"]).take(pa.array(evenly_spaced(rows.num_rows, wanted)))
            found = rows.take(chosen)
            keys = [key_of(*row) for row in zip(*(found[name].to_pylist() for name in found.column_names), strict=True)]
            yield SampledKeys(keys, file.metadata.row_group(number).total_byte_size)
