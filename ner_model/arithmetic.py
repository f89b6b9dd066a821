"""Float arithmetic that every processor does alike: one IEEE operation at a time, in the order that is written.

`numpy.exp` and the sums of NumPy and of BLAS differ in their last bits from one processor to the next, because they
choose their instructions, and with them their order, by what the processor has. What is made of the operations here is
the same everywhere, and the same as what `native/` computes.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

VERSION = 1  # of the arithmetic of a tagger: another one may give other scores for the same weights
LOG2_E = 1.4426950408889634
LIMIT = np.float32(40)  # of an exponent; three such factors stay within float32

_ROUND = np.float32(12582912)  # 1.5 * 2**23: so large a float32 has no fraction, and adding it rounds, half to even
_POWER = [np.float32(text) for text in ("9.5810471e-3", "5.5905972e-2", "2.4024145e-1", "6.9312435e-1", "1")]


def power_of_two(exponents: Floats) -> Floats:
    """2 to these exponents, held within ±40, to within 3.2e-6 of itself.

    >>> power_of_two(np.array([-1, 0, 0.5, 99], np.float32)).tolist()
    [0.5, 1.0, 1.4142096042633057, 1099511627776.0]
    """
    y = np.maximum(np.minimum(exponents, LIMIT), -LIMIT)
    shifted = y + _ROUND
    fraction = y - (shifted - _ROUND)
    power = _POWER[0] * fraction + _POWER[1]
    for coefficient in _POWER[2:]:
        power = power * fraction + coefficient
    bits: npt.NDArray[np.int32] = power.view(np.int32) + (shifted.view(np.int32) << 23)
    return bits.view(np.float32)


def product_in_order(rows: Sequence[npt.NDArray[np.float64]], columns: Sequence[npt.NDArray[np.float64]]) -> np.ndarray:
    """The sum of the products of pairs, added up from the first to the last."""
    total = rows[0] * columns[0]
    for row, column in zip(rows[1:], columns[1:], strict=True):
        total = total + row * column
    return total
