"""The largest range against the mean, for as many ids as PubMed has: `python -m benchmarks.key_ranges`.

Replays the rule of `jobs.snapshot.range_bounds` on generated ids, in row groups as runs leave them, without texts.
"""

import argparse
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jobs.snapshot.range_bounds import MOST_RANGES, SampledKeys, bounds_between, evenly_spaced

_ROWS = 5_000
_RUN = 400_000  # twenty files of PubMed


def orders(count: int) -> dict[str, np.ndarray]:
    """Ids of `count` citations in the orders in which runs may bring them, int64."""
    ids, random = np.arange(1, count + 1), np.random.default_rng(0)
    runs = np.array_split(ids, max(count // _RUN, 1))
    revised = random.choice(ids, count // 10)
    return {
        "ascending": ids,
        "runs in any order": np.concatenate([runs[number] for number in random.permutation(len(runs))]),
        "any order": random.permutation(ids),
        "newest first": ids[::-1],
        "baseline, then nights of revisions": np.concatenate([ids, revised, ids[-count // 10 :]]),
        "two thirds from the newest tenth": np.concatenate([ids, *[ids[-count // 10 :]] * 20]),
    }


def largest_to_mean(ids: np.ndarray) -> tuple[int, float]:
    """Documents in the largest range, and how many times the mean that is."""
    bounds = np.array(bounds_between(_sampled(ids), MOST_RANGES), "S")
    counts = np.zeros(len(bounds) + 1, np.int64)
    for group in _groups(ids):
        keys = np.array(group.to_pylist(), "S")
        counts += np.bincount(np.searchsorted(bounds, keys, side="right"), minlength=len(counts))
    return int(counts.max()), float(counts.max() / (len(ids) / MOST_RANGES))


def _sampled(ids: np.ndarray) -> Iterator[SampledKeys]:
    for group in _groups(ids):
        keys = group.take(pc.sort_indices(group)).take(pa.array(evenly_spaced(len(group), MOST_RANGES)))
        yield SampledKeys(keys.to_pylist(), len(group))


def _groups(ids: np.ndarray) -> Iterator[pa.Array]:
    for start in range(0, len(ids), _ROWS):
        yield pc.cast(pa.array(ids[start : start + _ROWS]), pa.string())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.key_ranges", description=__doc__)
    add = parser.add_argument
    add("--documents", type=int, default=38_000_000, metavar="N", help="citations (default: %(default)s)")
    flags = parser.parse_args()
    for name, ids in orders(flags.documents).items():
        largest, ratio = largest_to_mean(ids)
        print(f"{name:<40}{len(ids):>12,} rows, largest range {largest:>10,}, {ratio:.2f} times the mean", flush=True)


if __name__ == "__main__":
    main()
