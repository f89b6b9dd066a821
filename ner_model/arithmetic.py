"""Float arithmetic that every processor does alike: one IEEE operation at a time, in the order that is written.

`numpy.exp` and the sums of NumPy and of BLAS differ in their last bits from one processor to the next, because they
choose their instructions, and with them their order, by what the processor has. What is made of the operations here is
the same everywhere, and the same as what `native/` computes.
"""

import functools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

VERSION = 1  # of the arithmetic of a tagger: another one may give other scores for the same weights
LOG2_E = 1.4426950408889634
LIMIT = np.float32(40)  # of an exponent; three such factors stay within float32

_LARGEST = np.float32(126)  # exponent of a power that is a normal float32, and so is its inverse
_ROUND = np.float32(12582912)  # 1.5 * 2**23: so large a float32 has no fraction, and adding it rounds, half to even
_POWER = [np.float32(text) for text in ("9.5810471e-3", "5.5905972e-2", "2.4024145e-1", "6.9312435e-1", "1")]


def power_of_two(exponents: Floats) -> Floats:
    """2 to these exponents, held within ±40, to within 3.2e-6 of itself.

    >>> power_of_two(np.array([-1, 0, 0.5, 99], np.float32)).tolist()
    [0.5, 1.0, 1.4142096042633057, 1099511627776.0]
    """
    return _power(np.maximum(np.minimum(exponents, LIMIT), -LIMIT))


def exponential(values: Floats) -> Floats:
    """e to these values, to within 1.2e-5 of itself, 0 where that is below 1e-38; it stays below 1e38.

    >>> exponential(np.array([-1e4, 0, 1], np.float32)).tolist()
    [0.0, 1.0, 2.7182865142822266]
    """
    y = values * np.float32(LOG2_E)
    return np.where(y < -_LARGEST, np.float32(0), _power(np.maximum(np.minimum(y, _LARGEST), -_LARGEST)))


def sum_in_order(parts: Iterable[Floats]) -> Floats:
    """The sum of arrays, from the first to the last."""
    return functools.reduce(np.add, parts)


def _power(y: Floats) -> Floats:
    shifted = y + _ROUND
    fraction = y - (shifted - _ROUND)
    power = _POWER[0] * fraction + _POWER[1]
    for coefficient in _POWER[2:]:
        power = power * fraction + coefficient
    bits: npt.NDArray[np.int32] = power.view(np.int32) + (shifted.view(np.int32) << 23)
    return bits.view(np.float32)


def logistic(values: Doubles) -> Doubles:
    """1 / (1 + e to minus these values), to within 1e-9 of itself."""
    y = np.clip(values * -LOG2_E, -1000, 1000)
    whole = np.rint(y)
    x = (y - whole) / LOG2_E
    series = np.ones_like(x)
    for number in range(10, 0, -1):  # Taylor's series of e**x, by Horner's rule
        series = 1 + series * x / number
    return 1 / (1 + np.ldexp(series, whole.astype(np.int32)))


def logarithm(values: Doubles) -> Doubles:
    """The natural logarithm of positive numbers, to within 1e-9."""
    fraction, exponent = np.frexp(values)
    low = fraction < 0.7071067811865476
    fraction, exponent = np.where(low, 2 * fraction, fraction), exponent - low
    s = (fraction - 1) / (fraction + 1)
    series = np.zeros_like(s)
    for number in range(15, 0, -2):  # log((1 + s) / (1 - s)) = 2 (s + s**3 / 3 + s**5 / 5 + ...)
        series = series * (s * s) + 1 / number
    logarithms: Doubles = 2 * s * series + exponent / LOG2_E
    return logarithms


def product_in_order(rows: Sequence[Doubles], columns: Sequence[Doubles]) -> Doubles:
    """The sum of the products of pairs, added up from the first to the last."""
    total = rows[0] * columns[0]
    for row, column in zip(rows[1:], columns[1:], strict=True):
        total = total + row * column
    return total
