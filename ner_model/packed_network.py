"""The weights of a network in the integers that serve: see `native/kernel.h` for what is made of them.

The `hidden` units of each direction are filled up to whole blocks of 16 with units that stay at 0. A column is one gate
of one unit; columns stand block by block, in a block gate by gate. Every number is made by operations that all
processors do alike.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import LOG2_E, product_in_order

UNITS = 16  # of a block
GATES = 4  # input, forget, cell, output: the order in which Keras keeps them
ZERO = 63  # an output h of a unit is h * 63 + 63, rounded: 0 to 126
FINE = 4095  # for the tag scores, an output is h * 4095, rounded
ROW_STEP = 1024  # of a row of the word table to an exponent of 1
SPELLING_STEP = 32  # of a spelling table to a step of the feature
SEGMENT = 8  # quads of units whose products are added up in sixteen bits
INT16, INT32 = 2**15 - 1, 2**31 - 1

_EXPONENTS = -LOG2_E * np.array([1, 1, 2, 1])[:, None]  # 2**y is exp(-x), for tanh exp(-2 x)

Weights = Mapping[str, npt.NDArray[np.float32]]
Array = npt.NDArray[Any]


class PackedNetwork(NamedTuple):
    """Shapes: `columns` = `blocks` * 4 * 16; `rows` of units = `blocks` * 16.

    `recurrent` int8 `[2, rows, columns]` and `recurrent_scale` float32 `[2, columns]`;
    `input` int16 `[2 columns, width]`, what its sums start at, int32 `[2 columns]`, its scale and bias float32;
    `output` int16 `[2, tags, rows]`, its scale and bias float32 `[tags]`;
    `spelling` int16 `[3, characters, filters]` and its bias `[filters]`.
    """

    recurrent: Array
    recurrent_scale: Array
    input: Array
    input_start: Array
    input_scale: Array
    input_bias: Array
    output: Array
    output_scale: Array
    output_bias: Array
    spelling: Array
    spelling_bias: Array

    @property
    def blocks(self) -> int:
        return int(self.recurrent.shape[1]) // UNITS

    @property
    def row_width(self) -> int:
        """Columns of both directions: what a row of the word table holds."""
        return len(self.input)

    def after(self, features: npt.NDArray[np.int8]) -> "PackedNetwork":
        """The network of words that all begin with the same features, given what follows in each."""
        known = self.input[:, : len(features)].astype(np.int32) @ features.astype(np.int32)
        return self._replace(input=self.input[:, len(features) :], input_start=self.input_start + known)


def pack_network(weights: Weights, feature_range: float) -> PackedNetwork:
    """`weights` as `ner_model.network.get_weights` names them; features are int8, of which 127 is `feature_range`."""
    step = feature_range / 127
    cells = [f"lstm/{name}_direction/lstm_cell" for name in ("forward", "backward")]
    recurrent = [_recurrent(weights[f"{cell}/recurrent_kernel"]) for cell in cells]
    kernels = [_columns(weights[f"{cell}/kernel"]) for cell in cells]
    biases = [_columns(weights[f"{cell}/bias"][None])[0] for cell in cells]
    inputs, input_scale = _sixteen_bits(np.concatenate(kernels, axis=1), largest=127)
    output, output_scale = _output(weights["scores/kernel"])
    spelling, spelling_bias = _spelling(weights, step / SPELLING_STEP)
    return PackedNetwork(
        recurrent=np.stack([part for part, _ in recurrent]),
        recurrent_scale=np.stack([scale for _, scale in recurrent]),
        input=np.ascontiguousarray(inputs.T),
        input_start=np.zeros(inputs.shape[1], np.int32),
        input_scale=(input_scale * (step * ROW_STEP)).astype(np.float32),
        input_bias=(np.concatenate(biases) * ROW_STEP).astype(np.float32),
        output=output,
        output_scale=output_scale,
        output_bias=weights["scores/bias"].astype(np.float32),
        spelling=spelling,
        spelling_bias=spelling_bias,
    )


def _columns(kernel: Array) -> Array:
    """`[inputs, 4 hidden]` to exponents float64 `[inputs, columns]`."""
    gates = kernel.astype(np.float64).reshape(len(kernel), GATES, -1) * _EXPONENTS
    blocks = -(-gates.shape[2] // UNITS)
    gates = np.pad(gates, ((0, 0), (0, 0), (0, blocks * UNITS - gates.shape[2])))
    return gates.reshape(len(kernel), GATES, blocks, UNITS).transpose(0, 2, 1, 3).reshape(len(kernel), -1)


def _recurrent(kernel: Array) -> tuple[Array, Array]:
    """int8 `[rows, columns]` and scales: as fine as eight bits and the sums in sixteen bits allow."""
    weights = _columns(np.pad(kernel, ((0, -len(kernel) % UNITS), (0, 0))))
    largest = _largest(weights)
    steps = np.full(len(largest), 127.0)
    while True:
        packed = np.rint(weights / largest * steps)
        sums = np.abs(segments(packed)).sum(axis=(1, 3)).max(axis=(0, 1)) * ZERO
        if not (sums > INT16).any():
            return packed.astype(np.int8), (largest / steps / ZERO).astype(np.float32)
        steps = np.where(sums > INT16, np.minimum(steps * INT16 / np.maximum(sums, 1), steps - 0.5), steps)


def segments(weights: Array) -> Array:
    """`[rows, columns]` to `[segments, quads, 2, 2, columns]`: what of a segment is added in sixteen bits."""
    rows, columns = weights.shape
    filled = np.pad(weights, ((0, -rows % (4 * SEGMENT)), (0, 0)))
    return filled.reshape(-1, SEGMENT, 2, 2, columns)


def _sixteen_bits(weights: Array, largest: int) -> tuple[Array, Array]:
    """int16 `[inputs, columns]` and scales float64, such that no sum of products with inputs up to `largest` leaves
    32 bits."""
    top = _largest(weights)
    share = product_in_order(list(np.abs(weights) / top), list(np.ones(len(weights))))
    steps = np.minimum(INT16, np.floor((INT32 / largest - len(weights)) / np.maximum(share, 1)))
    return np.rint(weights / top * steps).astype(np.int16), top / steps


def _output(kernel: Array) -> tuple[Array, Array]:
    """int16 `[2, tags, rows]` and scales float32 `[tags]` of `[2 hidden, tags]`, the forward units first."""
    packed, scale = _sixteen_bits(kernel.astype(np.float64), largest=FINE)
    directions = packed.reshape(2, -1, kernel.shape[1])
    directions = np.pad(directions, ((0, 0), (0, -directions.shape[1] % UNITS), (0, 0)))
    return np.ascontiguousarray(directions.transpose(0, 2, 1)), (scale / FINE).astype(np.float32)


def _spelling(weights: Weights, step: float) -> tuple[Array, Array]:
    """What a character adds to a filter in each of three places, int16 `[3, characters, filters]`, and the bias."""
    embeddings = weights["characters_embedding/embeddings"].astype(np.float64)
    kernel = weights["convolution/kernel"][0].astype(np.float64)
    table = product_in_order(
        [column[None, :, None] for column in embeddings.T], [part[:, None] for part in kernel.transpose(1, 0, 2)]
    )
    limit = INT16 // 4  # three shares and the bias
    parts = (np.clip(np.rint(part / step), -limit, limit) for part in (table, weights["convolution/bias"]))
    spelling, bias = (part.astype(np.int16) for part in parts)
    return spelling, bias


def _largest(weights: Array) -> Array:
    """The largest magnitude of each column, 1 for columns of zeros."""
    largest = np.abs(weights).max(axis=0)
    return np.where(largest > 0, largest, 1.0)
