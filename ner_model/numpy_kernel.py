"""The arithmetic of `native/` in NumPy, to the last bit: for where nothing is compiled, and as its oracle."""

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats, power_of_two
from ner_model.batches import Windows, pack, positions
from ner_model.packed_network import FINE, GATES, INT16, ROW_STEP, SPELLING_STEP, UNITS, ZERO, PackedNetwork
from ner_model.word_types import WordTable

PADDED_TOKENS = 4096  # of a batch


class NumpyKernel:
    """Sums of integers as float products: exact in any order, below 2**24 in float32 and 2**53 in float64."""

    name = "numpy"

    def __init__(self, network: PackedNetwork):
        self._network = network
        self._recurrent = network.recurrent.astype(np.float32)
        self._input = network.input.T.astype(np.float64)
        self._output = network.output.transpose(0, 2, 1).astype(np.float64)

    def spell(self, characters: npt.NDArray[np.uint8], features: npt.NDArray[np.int8]) -> None:
        """Sets the last features of words, int8 `[words, width]`, from their characters `[words, length]`."""
        before, here, after = self._network.spelling
        answers = here[characters]
        answers[:, 1:] += before[characters[:, :-1]]
        answers[:, :-1] += after[characters[:, 1:]]
        best = answers.max(axis=1).astype(np.int32) + self._network.spelling_bias
        features[:, -best.shape[1] :] = np.clip((best + SPELLING_STEP // 2) // SPELLING_STEP, -127, 127)

    def project(
        self, features: npt.NDArray[np.int8], table: npt.NDArray[np.int16], rows: npt.NDArray[np.int32]
    ) -> None:
        """Sets these rows of the word table, from features `[words, width]`."""
        sums = (features.astype(np.float64) @ self._input + self._network.input_start).astype(np.float32)
        scaled = sums * self._network.input_scale + self._network.input_bias
        table[rows] = np.rint(np.clip(scaled, -INT16, INT16)).astype(np.int16)

    def score(self, table: WordTable, types: npt.NDArray[np.int32], windows: Windows) -> Floats:
        """Tag scores of tokens, float32 `[tokens, tags]`; `types` are the numbers of their words in `table`."""
        scores = np.empty((len(types), len(self._network.output_bias)), np.float32)
        lengths = windows.ends - windows.starts
        for batch in pack(lengths, PADDED_TOKENS):
            at, is_token = positions(windows.starts[batch], lengths[batch])
            rows = table.take(types[np.where(is_token, at, 0)]).reshape(*at.shape, 2, -1)
            sums = (
                self._direction(0, rows[:, :, 0], is_token) + self._direction(1, rows[::-1, :, 1], is_token[::-1])[::-1]
            )
            kept = is_token & (at >= windows.keeps_from[batch]) & (at < windows.keeps_to[batch])
            scores[at[kept]] = sums[kept].astype(np.float32) * self._network.output_scale + self._network.output_bias
        return scores

    def _direction(
        self, number: int, rows: npt.NDArray[np.int16], is_token: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.float64]:
        """Sums for the tags, float64 `[tokens, sentences, tags]`; a sentence stays at its start until it has begun."""
        blocks = self._network.blocks
        fine = np.zeros((*rows.shape[:2], blocks * UNITS), np.float64)
        h = np.zeros((rows.shape[1], blocks * UNITS), np.float32)
        cells = np.zeros((rows.shape[1], blocks, UNITS), np.float32)
        for t, words in enumerate(rows):
            sums = h @ self._recurrent[number]
            y = words.astype(np.float32) * np.float32(1 / ROW_STEP) + sums * self._network.recurrent_scale[number]
            outputs, cells = _units(y.reshape(-1, blocks, GATES, UNITS), cells)
            outputs = outputs.reshape(h.shape) * is_token[t, :, None]
            cells *= is_token[t, :, None, None]
            h = np.rint(outputs * np.float32(ZERO))
            fine[t] = np.rint(outputs * np.float32(FINE))
        scores: npt.NDArray[np.float64] = fine @ self._output[number]
        return scores


def _units(y: Floats, cells: Floats) -> tuple[Floats, Floats]:
    """Outputs and new cells `[sentences, blocks, units]` from exponents `[sentences, blocks, gates, units]`."""
    into, forget = (1 + power_of_two(y[:, :, gate]) for gate in (0, 1))
    e = power_of_two(y[:, :, 2])
    product = into * (1 + e)
    cells = (cells * product + (1 - e) * forget) / (product * forget)
    t = power_of_two(cells * np.float32(-2.8853901))
    out = 1 + power_of_two(y[:, :, 3])
    outputs: Floats = (1 - t) / (out * (1 + t))
    return outputs, cells
