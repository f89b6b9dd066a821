"""Scores tags in integers on one thread: the same scores to the last bit on every processor, compiled or not."""

import functools
import logging
import os
from collections.abc import Iterator
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.batches import Windows
from ner_model.errors import Refused
from ner_model.features import character_ids
from ner_model.model_folder import ModelFolder
from ner_model.native_kernel import NativeKernel
from ner_model.native_library import LEVEL, LEVELS, NUMPY, Unavailable
from ner_model.numpy_kernel import NumpyKernel
from ner_model.packed_network import PackedNetwork, pack_network
from ner_model.shared_rows import shared_rows
from ner_model.vocabulary import UNKNOWN, Vocabulary
from ner_model.word_types import WordTable, WordTypes
from ner_model.words import Words

SHARED = 32_768  # words of the vocabulary, its most frequent ones: 84 MB of rows for 158 units

_PART = 2_048  # rows made at once


class Kernel(Protocol):
    """The arithmetic of a packed network; `name` is the level that it runs at."""

    name: str

    def spell(self, characters: npt.NDArray[np.uint8], features: npt.NDArray[np.int8]) -> None:
        """Sets the last features of words, int8 `[words, width]`, from their characters `[words, length]`."""

    def project(
        self, features: npt.NDArray[np.int8], table: npt.NDArray[np.int16], rows: npt.NDArray[np.int32]
    ) -> None:
        """Sets these rows of the word table, from features `[words, width]`."""

    def score(self, table: WordTable, types: npt.NDArray[np.int32], windows: Windows) -> Floats:
        """Tag scores of tokens, float32 `[tokens, tags]`; `types` are the numbers of their words in `table`."""


class NativeEngine:
    """Keeps, for each word met, what it feeds the LSTM: the product of its features with the input weights.

    Those of the vocabulary's first words lie in a file that all processes of a user share, made by the first of them.
    """

    def __init__(self, model: ModelFolder, level: str | None = None):
        network = pack_network(model.weights(), model.config["network"]["feature_range"])
        level = level or os.environ.get(LEVEL)
        self.kernel = open_kernel(network, level)
        self._vectors = model.vectors()
        self._unknown = open_kernel(network.after(self._vectors[UNKNOWN]), level)
        self._row_width, self._filters = network.row_width, network.spelling.shape[2]
        vocabulary = Vocabulary(model.words())
        first = vocabulary.words[:SHARED]
        rows = shared_rows(
            f"{model.network}-{len(first)}", (len(first), self._row_width), lambda: self._rows_of(first, vocabulary)
        )
        self._table = WordTypes(self.describe, np.zeros(self._row_width, np.int16), vocabulary, shared=rows)

    def types(self, words: Words) -> npt.NDArray[np.int32]:
        return self._table.numbers(words)

    def scores(self, types: npt.NDArray[np.int32], windows: Windows) -> Floats:
        return self.kernel.score(self._table.table, types, windows)

    def _rows_of(self, words: list[str], vocabulary: Vocabulary) -> Iterator[npt.NDArray[np.int16]]:
        for start in range(0, len(words), _PART):
            part = words[start : start + _PART]
            table = np.empty((len(part), self._row_width), np.int16)
            self.describe(part, vocabulary.rows(part), table, np.arange(len(part), dtype=np.int32))
            yield table

    def describe(
        self, words: list[str], known: npt.NDArray[np.int32], table: npt.NDArray[np.int16], rows: npt.NDArray[np.int32]
    ) -> None:
        """Sets these rows of the word table, int16 `[words, row width]`.

        Words that the vocabulary lacks have one vector, whose products are known: there remain those of the spelling.
        """
        characters, lacked = character_ids(words), known == UNKNOWN
        for which, kernel, vectors in (
            (np.flatnonzero(~lacked), self.kernel, self._vectors),
            (np.flatnonzero(lacked), self._unknown, self._vectors[:, :0]),
        ):
            features = self._features(vectors[known[which]], characters[which])
            kernel.project(features, table, rows[which])

    def _features(self, vectors: npt.NDArray[np.int8], characters: npt.NDArray[np.uint8]) -> npt.NDArray[np.int8]:
        """int8 `[words, width]`: what of a word's vector is to be multiplied, then its spelling."""
        features = np.empty((len(vectors), vectors.shape[1] + self._filters), np.int8)
        features[:, : vectors.shape[1]] = vectors
        self.kernel.spell(characters, features)
        return features


def open_kernel(network: PackedNetwork, level: str | None = None) -> Kernel:
    """The kernel of a level, by default the best that there is; raises `Refused` for one that there is not."""
    if level == NUMPY:
        return NumpyKernel(network)
    try:
        return NativeKernel(network, level)
    except Unavailable as error:
        if level is not None:
            levels = (*LEVELS, NUMPY)
            raise Refused(f"must be one of {levels} that this machine has ({error})", where=LEVEL) from error
        _tell_once(str(error))
        return NumpyKernel(network)


@functools.cache
def _tell_once(reason: str) -> None:
    logging.getLogger(__name__).warning(
        "%s: tagging with NumPy, which finds the same and takes five times as long. `pip install .` with a C compiler "
        "compiles it, in a checkout also `python setup.py build_ext --inplace`",
        reason,
    )
