import numpy as np

from ner_model.arithmetic import power_of_two, product_in_order


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
