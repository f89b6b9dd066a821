import pytest

from benchmarks.clock import Stopwatch, gemm_rate


def test_times_of_a_name_are_added_up():
    watch = Stopwatch()
    count = watch.measured("count", lambda number: sum(range(number)))
    assert count(1000) == 499_500
    once = watch.seconds["count"]
    count(1_000_000)
    assert watch.seconds["count"] > once > 0


def test_what_fails_is_not_hidden():
    with pytest.raises(ZeroDivisionError), Stopwatch().measure("fail"):
        1 / 0  # noqa: B018


def test_a_matrix_product_has_a_rate():
    assert gemm_rate(size=64, repeats=2) > 0
