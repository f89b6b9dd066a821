import numpy as np
import pytest

from ner_model.arithmetic import exponential, logarithm, logistic, power_of_two, product_in_order, sum_in_order


def test_powers_of_two_are_within_the_stated_error():
    exponents = np.linspace(-40, 40, 1_000_001, dtype=np.float32)
    exact = 2.0 ** exponents.astype(np.float64)
    assert np.abs(power_of_two(exponents) / exact - 1).max() < 3.2e-6


def test_whole_exponents_give_exact_powers():
    exponents = np.arange(-40, 41, dtype=np.float32)
    assert power_of_two(exponents).tolist() == [2.0**exponent for exponent in range(-40, 41)]


def test_exponents_beyond_the_limit_are_held():
    assert power_of_two(np.array([-1e30, -41, 41, 1e30], np.float32)).tolist() == [2**-40, 2**-40, 2**40, 2**40]


def test_products_are_added_from_the_first_to_the_last():
    rows, columns = [np.array([value]) for value in (1e16, 1.0, -1e16)], [np.ones(1)] * 3
    assert product_in_order(rows, columns).tolist() == [0.0]
    assert product_in_order(rows[::2] + rows[1:2], columns).tolist() == [1.0]


def test_exponentials_are_within_the_stated_error():
    values = np.linspace(-87, 87, 100_001, dtype=np.float32)
    assert np.abs(exponential(values) / np.exp(values.astype(float)) - 1).max() < 1.2e-5


def test_exponentials_end_in_zero_and_never_in_infinity():
    assert exponential(np.array([-1e30, -88, 1e30], np.float32)).tolist() == [0, 0, 2.0**126]


def test_logarithms_are_within_the_stated_error():
    values = np.geomspace(1e-7, 1e7, 100_001)
    assert np.abs(logarithm(values) - np.log(values)).max() < 1e-9


def test_logistic_values_are_within_the_stated_error():
    values = np.linspace(-50, 50, 100_001)
    assert np.abs(logistic(values) * (1 + np.exp(-values)) - 1).max() < 1e-9
    assert logistic(np.array([-1e9, 0, 1e9])) == pytest.approx([0, 0.5, 1], abs=1e-300)


def test_sums_are_added_from_the_first_to_the_last():
    parts = np.array([1e8, 1, -1e8, 1], np.float32)
    assert sum_in_order(parts) == 1
