"""Runs a tagger's serving graphs: eight-bit features through an eight-bit Bi-LSTM in ONNX Runtime."""

import numpy as np
import onnxruntime

from ner_model.features import WORD_LENGTH, character_ids
from ner_model.model_folder import ModelFolder
from ner_model.vocabulary import Vocabulary

ZERO = 128  # the eight-bit feature that stands for 0
LIMITS = (0, 255)  # two constant features, so that every batch spans the same range and is quantised alike
_CHUNK = 64  # words described at once: always as many, since the arithmetic may depend on the shape


class OnnxEngine:
    """Scores tags with ONNX Runtime on one thread: a worker process has one core."""

    padded_tokens = 1024  # of a batch: four times as many take 15% longer each, as their gates leave the core's cache

    def __init__(self, model: ModelFolder):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._lstm = _session(model, "lstm.onnx", options)
        self._spelling = _session(model, "spelling.onnx", options)
        self._vocabulary = Vocabulary(model.words())
        self._vectors = model.vectors().view(np.uint8) ^ ZERO  # int8 to uint8 around 128
        self._step = model.config["network"]["feature_range"] / 127
        width = self._vectors.shape[1] + self._spelling.get_outputs()[0].shape[1]
        self.padding = np.array([ZERO] * width + list(LIMITS), np.uint8)

    def describe(self, words: list[str]) -> np.ndarray:
        """Features of words, uint8 `[words, dimensions + filters + 2]`: vector, spelling and the two limits."""
        features = np.empty((len(words), len(self.padding)), np.uint8)
        dimensions = self._vectors.shape[1]
        features[:, :dimensions] = self._vectors[[self._vocabulary.row(word) for word in words]]
        features[:, -2:] = LIMITS
        for start in range(0, len(words), _CHUNK):
            chunk = words[start : start + _CHUNK]
            characters = np.zeros((_CHUNK, WORD_LENGTH), np.int32)
            characters[: len(chunk)] = character_ids(chunk)
            (spelling,) = self._spelling.run(None, {"characters": characters})
            eight_bit = np.clip(np.rint(spelling[: len(chunk)] / self._step), -127, 127) + ZERO
            features[start : start + len(chunk), dimensions:-2] = eight_bit
        return features

    def scores(self, features: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Tag scores, float32 `[tokens, sentences, tags]`, of features `[tokens, sentences, width]`."""
        return self._lstm.run(None, {"features": features, "lengths": lengths.astype(np.int32)})[0]


def _session(model: ModelFolder, name: str, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(model.path / name), options, providers=["CPUExecutionProvider"])
