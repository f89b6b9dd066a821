import numpy as np
import pytest

from ner_model.packed_network import FINE, GATES, INT16, INT32, LOG2_E, ROW_STEP, UNITS, ZERO, pack_network, segments
from tests.ner_model.networks import DIMENSIONS, FILTERS, random_weights


def unpacked(columns: np.ndarray, hidden: int) -> np.ndarray:
    """`[inputs, columns]` as Keras keeps it, `[inputs, 4 hidden]`."""
    gates = columns.reshape(len(columns), -1, GATES, UNITS).transpose(0, 2, 1, 3).reshape(len(columns), GATES, -1)
    exponents = -LOG2_E * np.array([1, 1, 2, 1])[:, None]
    return (gates[:, :, :hidden] / exponents).reshape(len(columns), -1)


@pytest.mark.parametrize("hidden", [1, 8, 16, 21])
def test_weights_stay_what_they_are_within_their_steps(hidden):
    weights = random_weights(hidden)
    packed = pack_network(weights, 4.0)
    kernel = weights["lstm/backward_direction/lstm_cell/recurrent_kernel"]
    restored = unpacked(packed.recurrent[1] * packed.recurrent_scale[1] * ZERO, hidden)
    assert np.abs(restored[:hidden] - kernel).max() < np.abs(kernel).max() / 127
    inputs = unpacked((packed.input * packed.input_scale[:, None]).T[:, : len(packed.input) // 2], hidden)
    step = 4.0 / 127 * ROW_STEP
    np.testing.assert_allclose(inputs / step, weights["lstm/forward_direction/lstm_cell/kernel"], atol=1e-4)
    output = (packed.output * packed.output_scale[:, None]).transpose(0, 2, 1)[:, :hidden].reshape(2 * hidden, -1)
    np.testing.assert_allclose(output * FINE, weights["scores/kernel"], atol=1e-3)


def test_units_that_fill_a_block_up_weigh_nothing():
    packed = pack_network(random_weights(17), 4.0)
    assert packed.recurrent.shape == (2, 32, 128)
    assert not packed.recurrent[:, 17:].any()
    assert not packed.recurrent.reshape(2, 32, 2, GATES, UNITS)[:, :, 1, :, 1:].any()
    assert not packed.output[:, :, 17:].any()


@pytest.mark.parametrize("one_sided", [False, True])
def test_no_sum_of_sixteen_bits_can_overflow(one_sided):
    weights = random_weights(150)
    if one_sided:
        weights = {name: np.abs(value) + 1 for name, value in weights.items()}
    for recurrent in pack_network(weights, 4.0).recurrent:
        worst = np.abs(segments(recurrent.astype(int))).sum(axis=(1, 3)) * ZERO
        assert INT16 / 2 < worst.max() <= INT16
        assert np.abs(recurrent.astype(int)).max() <= 127  # so that two products with up to 126 fit as well


def test_no_sum_of_32_bits_can_overflow():
    weights = {name: np.ones_like(value) for name, value in random_weights(500, 40).items()}
    packed = pack_network(weights, 4.0)
    assert packed.output.astype(int).sum(axis=(0, 2)).max() * FINE <= INT32
    assert packed.input.astype(int).sum(axis=1).max() * 127 <= INT32


def test_spelling_tables_are_the_convolution_of_each_character():
    weights = random_weights(4)
    packed = pack_network(weights, 4.0)
    exact = np.einsum("ce,kef->kcf", weights["characters_embedding/embeddings"], weights["convolution/kernel"][0])
    np.testing.assert_allclose(packed.spelling * (4.0 / 127 / 32), exact, atol=6e-4)
    assert packed.input.shape == (2 * GATES * UNITS, DIMENSIONS + FILTERS)


def test_weights_of_zero_are_packed_as_such():
    packed = pack_network({name: np.zeros_like(value) for name, value in random_weights(5).items()}, 4.0)
    assert not any(part.any() for part in (packed.recurrent, packed.input, packed.output, packed.spelling))
