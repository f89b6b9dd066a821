import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.snapshots.spills import Spills


def spill(folder, bounds, keys):
    spills = Spills(str(folder), bounds)
    spills.write("documents", pa.table({"key": keys}), np.array(keys, dtype=object))
    return {number: pq.read_table(spill.path)["key"].to_pylist() for number, spill in spills.close()}


def test_a_range_begins_with_its_bound(tmp_path):
    assert spill(tmp_path, ["d", "m"], ["c", "d", "l", "m", "z"]) == {0: ["c"], 1: ["d", "l"], 2: ["m", "z"]}


def test_without_bounds_all_rows_are_in_one_range(tmp_path):
    assert spill(tmp_path, [], ["z", "a"]) == {0: ["z", "a"]}


def test_a_range_without_rows_has_no_file(tmp_path):
    assert spill(tmp_path, ["d", "m"], ["z"]) == {2: ["z"]}
    assert len(list(tmp_path.rglob("*.parquet"))) == 1


def test_each_attempt_writes_files_of_its_own(tmp_path):
    for _ in range(2):
        spill(tmp_path, [], ["a"])
    assert len(list(tmp_path.rglob("*.parquet"))) == 2
