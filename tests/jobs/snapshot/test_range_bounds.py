"""The largest range against the mean, for ids like PubMed's, whatever order they came in."""

import numpy as np
import pytest

from jobs.snapshot import range_bounds as module
from jobs.snapshot.range_bounds import SampledKeys, bounds_between, evenly_spaced, range_bounds
from tests.transforms.annotated import annotated
from transforms.runs.bundles import Bundle
from transforms.tables.documents import document_rows
from transforms.writing.parquet_files import TableWriter

RANGES, GROUP = 64, 500
IDS = np.arange(1, 100_001)
RANDOM = np.random.default_rng(7)


def write(folder, ids):
    """A bundle with ten documents in each row group."""
    writer = TableWriter("documents", f"{folder}/documents", {}, "bundle")
    for start in range(0, len(ids), 10):
        list(writer.write(document_rows([annotated(doc_id) for doc_id in ids[start : start + 10]])))
    return Bundle("R1", {"documents": [file.path for file in writer.close()]})


def sampled(ids):
    keys = np.sort(ids.astype(str))
    return SampledKeys(keys[evenly_spaced(len(keys), RANGES)].tolist(), len(keys))


def largest_to_mean(runs):
    groups = [ids[start : start + GROUP] for ids in runs for start in range(0, len(ids), GROUP)]
    bounds = np.array(bounds_between(map(sampled, groups), RANGES))
    everything = np.concatenate(runs).astype(str)
    counts = np.bincount(np.searchsorted(bounds, everything, side="right"), minlength=RANGES)
    return counts.max() / (len(everything) / RANGES)


@pytest.mark.parametrize(
    "runs",
    [
        [IDS],
        [IDS[::-1]],
        [RANDOM.permutation(IDS)],
        [IDS, *(RANDOM.choice(IDS, 700) for _ in range(30))],  # a baseline, and nights of revisions
        [IDS[:50_000], IDS[90_000:], IDS[50_000:90_000]],
        [IDS[part == IDS % 7] for part in range(7)],
        [np.concatenate([IDS[:300], IDS[-200:]])] * 20,
    ],
)
def test_no_range_is_larger_than_three_times_the_mean(runs):
    assert largest_to_mean(runs) <= 3


def test_documents_are_divided_into_ranges_of_about_the_same_size(tmp_path, monkeypatch):
    bundle = write(tmp_path, [f"{number:02}" for number in range(20)])
    assert range_bounds([bundle]) == []
    monkeypatch.setattr(module, "RANGE_BYTES", 1)
    monkeypatch.setattr(module, "MOST_RANGES", 4)
    assert range_bounds([bundle]) == ["06", "11", "16"]


def test_a_key_that_is_everywhere_begins_one_range():
    assert bounds_between([SampledKeys(["a"], 10)] * 5, 4) == ["a"]
