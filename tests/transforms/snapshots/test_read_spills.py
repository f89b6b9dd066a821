import pyarrow as pa
import pytest

from transforms.snapshots import read_spills as module
from transforms.snapshots.key_range import KeyRange
from transforms.snapshots.read_spills import cut_range, read_spills, rows_of_documents
from transforms.snapshots.spills import Spill, Spills

ALL = KeyRange("a", "z")


def documents(*keys, size=1_000):
    columns = {"key": pa.array(keys, pa.string()), "bytes": [size] * len(keys), "entities": [0] * len(keys)}
    return pa.table(columns)


def test_a_range_that_fits_is_one_part():
    assert cut_range(documents("b", "c"), ALL) == [ALL]
    assert cut_range(documents(), ALL) == [ALL]


@pytest.mark.parametrize("keys", ["bcdefg", "gfedcb"])
def test_a_large_range_is_cut_between_documents(monkeypatch, keys):
    monkeypatch.setattr(module, "PART_BYTES", 2_400)
    assert cut_range(documents(*keys), ALL) == [KeyRange("a", "d"), KeyRange("d", "f"), KeyRange("f", "z")]


def test_versions_of_one_document_stay_together(monkeypatch):
    monkeypatch.setattr(module, "PART_BYTES", 1_000)
    assert cut_range(documents("b", "b", "b"), ALL) == [KeyRange("a", "b"), KeyRange("b", "z")]


def test_rows_come_in_the_order_of_the_documents_from_all_files(tmp_path):
    spills = []
    for numbers in ([3, 1], [2, 2, 0]):
        rows = module.schema_of_spills("entities").empty_table().to_pylist()
        rows = [
            {"doc_id": "d", "sentence": 0, "start": place, "end": 1, "label": "x", "text": f"t{number}", "score": 0.5}
            | {"occurrence": number}
            for place, number in enumerate(numbers)
        ]
        files = Spills(str(tmp_path), [])
        files.write("entities", pa.Table.from_pylist(rows, module.schema_of_spills("entities")), ["k"] * len(rows))
        spills += [spill for _, spill in files.close()]
    found = rows_of_documents("entities", spills, pa.chunked_array([[2, 3]]))
    assert [(row["text"], row["start"]) for row in found.to_pylist()] == [("t2", 0), ("t2", 1), ("t3", 0)]
    assert read_spills("entities", spills).num_rows == 5
    assert rows_of_documents("documents", [Spill("entities", "x")], pa.chunked_array([[1]])).num_rows == 0
