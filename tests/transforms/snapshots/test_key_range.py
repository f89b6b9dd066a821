import pyarrow as pa
import pytest

from transforms.snapshots.key_range import KeyRange, ranges_of

KEYS = pa.chunked_array([["a", "b"], ["c", None]])


def test_ranges_share_no_key_and_leave_none_out():
    held = [each.holds(KEYS).to_pylist() for each in ranges_of(["b", "c"])]
    assert [sum(map(bool, column)) for column in zip(*held, strict=True)] == [1, 1, 1, 0]


@pytest.mark.parametrize(("smallest", "largest", "meets"), [("a", "b", True), ("a", "a", False), ("d", "e", False)])
def test_rows_from_one_key_to_another_may_lie_in_a_range(smallest, largest, meets):
    assert KeyRange("b", "d").meets(smallest, largest) == meets
