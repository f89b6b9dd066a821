"""The serving graphs of a network, written down node by node in ONNX.

The Bi-LSTM runs in eight bits (`DynamicQuantizeLSTM` of ONNX Runtime), which takes its scales from the smallest and
largest value of whatever batch it is given. A tag must not depend on its batch, so two constant features and two
constant hidden units, which feed nothing, stretch every batch to the same range.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ner_model.onnx_engine import LIMITS, ZERO

SATURATED = 30.0  # far enough out for a sigmoid to be 1 in float32
GATES = (0, 3, 1, 2)  # Keras keeps the gates as input, forget, cell, output; ONNX as input, output, forget, cell
OPSET = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]


def lstm_graph(weights: dict[str, np.ndarray], feature_range: float) -> onnx.ModelProto:
    """Features uint8 `[tokens, sentences, width]` and lengths int32 `[sentences]` to tag scores float32
    `[tokens, sentences, tags]`."""
    directions = [_direction(weights, name) for name in ("forward", "backward")]
    kernels, recurrents, biases = (np.stack(parts) for parts in zip(*directions, strict=True))
    hidden = recurrents.shape[1]
    (w, w_scale), (r, r_scale) = _eight_bits(kernels), _eight_bits(recurrents)
    initial = np.zeros((2, 1, hidden), np.float32)
    initial[..., -2:] = [1, -1]
    constants = {
        "step": np.float32(feature_range / 127), "zero": np.uint8(ZERO),
        "W": w, "W_scale": w_scale, "W_zero": np.zeros(w_scale.shape, np.int8),
        "R": r, "R_scale": r_scale, "R_zero": np.zeros(r_scale.shape, np.int8),
        "B": biases, "h0": initial, "c0": initial * SATURATED,
        "two": np.array([2], np.int64), "hidden": np.array([hidden], np.int64),
        "flat": np.array([0, 0, 2 * hidden], np.int64),
        "dense": _dense_kernel(weights["scores/kernel"], hidden), "bias": weights["scores/bias"],
    }  # fmt: skip
    lstm_inputs = ["x", "W", "R", "B", "lengths", "h", "c", "", "W_scale", "W_zero", "R_scale", "R_zero"]
    nodes = [
        helper.make_node("DequantizeLinear", ["features", "step", "zero"], ["x"]),
        helper.make_node("Shape", ["lengths"], ["sentences"]),
        helper.make_node("Concat", ["two", "sentences", "hidden"], ["state_shape"], axis=0),
        helper.make_node("Expand", ["h0", "state_shape"], ["h"]),
        helper.make_node("Expand", ["c0", "state_shape"], ["c"]),
        helper.make_node(
            "DynamicQuantizeLSTM", lstm_inputs, ["y"],
            domain="com.microsoft", hidden_size=hidden, direction="bidirectional",
        ),
        helper.make_node("Transpose", ["y"], ["by_token"], perm=[0, 2, 1, 3]),
        helper.make_node("Reshape", ["by_token", "flat"], ["states"]),
        helper.make_node("MatMul", ["states", "dense"], ["unbiased"]),
        helper.make_node("Add", ["unbiased", "bias"], ["scores"]),
    ]  # fmt: skip
    inputs = [
        helper.make_tensor_value_info("features", TensorProto.UINT8, ["tokens", "sentences", kernels.shape[1]]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["sentences"]),
    ]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["tokens", "sentences", len(constants["bias"])])
    return _model("lstm", nodes, (inputs, [output]), constants)


def spelling_graph(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Characters int32 `[words, characters]` to features float32 `[words, filters]`."""
    kernel = weights["convolution/kernel"][0].transpose(2, 1, 0)
    constants = {
        "table": weights["characters_embedding/embeddings"],
        "kernel": np.ascontiguousarray(kernel),
        "bias": weights["convolution/bias"],
    }
    nodes = [
        helper.make_node("Gather", ["table", "characters"], ["embedded"]),
        helper.make_node("Transpose", ["embedded"], ["channels"], perm=[0, 2, 1]),
        helper.make_node("Conv", ["channels", "kernel", "bias"], ["convolved"], kernel_shape=[3], pads=[1, 1]),
        helper.make_node("ReduceMax", ["convolved"], ["spelling"], axes=[2], keepdims=0),
    ]
    inputs = [helper.make_tensor_value_info("characters", TensorProto.INT32, ["words", "characters"])]
    output = helper.make_tensor_value_info("spelling", TensorProto.FLOAT, ["words", len(kernel)])
    return _model("spelling", nodes, (inputs, [output]), constants)


def _direction(weights: dict[str, np.ndarray], name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kernel `[width + 2, 4 (hidden + 2)]`, recurrent kernel and bias of a direction, with the constant units."""
    path = f"lstm/{name}_direction/lstm_cell"
    kernel = _with_units(weights[f"{path}/kernel"], rows=len(LIMITS))
    recurrent = _with_units(weights[f"{path}/recurrent_kernel"], rows=2)
    bias = _with_units(weights[f"{path}/bias"][None], rows=0)[0]
    gates = bias.reshape(4, -1)
    gates[:, -2:] = np.array([-SATURATED, SATURATED, SATURATED, 0])[:, None]  # take nothing in, give and keep all
    return kernel, recurrent, np.concatenate([bias, np.zeros_like(bias)])


def _with_units(kernel: np.ndarray, rows: int) -> np.ndarray:
    """`[inputs, 4 hidden]` in Keras' order of gates to `[inputs + rows, 4 (hidden + 2)]` in ONNX's order."""
    gates = kernel.reshape(kernel.shape[0], 4, -1)[:, GATES]
    return np.pad(gates, ((0, rows), (0, 0), (0, 2))).reshape(kernel.shape[0] + rows, -1)


def _dense_kernel(kernel: np.ndarray, hidden: int) -> np.ndarray:
    directions = kernel.reshape(2, hidden - 2, -1)
    return np.pad(directions, ((0, 0), (0, 2), (0, 0))).reshape(2 * hidden, -1)


def _eight_bits(kernels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 `[2, inputs, units]` and a scale for each unit, float32 `[2, units]`."""
    scales = np.abs(kernels).max(axis=1) / 127
    scales[scales == 0] = 1
    return np.rint(kernels / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _model(name: str, nodes: list, ends: tuple[list, list], constants: dict[str, np.ndarray]) -> onnx.ModelProto:
    initializers = [numpy_helper.from_array(np.asarray(value), key) for key, value in constants.items()]
    graph = helper.make_graph(nodes, name, *ends, initializers)
    return helper.make_model(graph, opset_imports=OPSET, ir_version=8)
