"""Runs the Keras network itself: for GPU workers, and to hold the native kernel against."""

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from ner_model.arithmetic import Floats
from ner_model.batches import Windows, pack, positions
from ner_model.features import WORD_LENGTH, character_ids
from ner_model.model_folder import ModelFolder
from ner_model.network import NetworkConfig, add_head, build_body, set_weights
from ner_model.vocabulary import Vocabulary
from ner_model.word_types import WordTypes
from ner_model.words import Words

PADDED_TOKENS = 4096  # of a batch


class KerasEngine:
    """Scores tags with the float32 network; features are word id and character ids, int32 `[words, 1 + 24]`."""

    def __init__(self, model: ModelFolder):
        config = NetworkConfig(**model.config["network"])
        vectors = model.vectors().astype(np.float32) * (config.feature_range / 127)
        self._network = add_head(
            build_body(config, words=vectors.shape[0], dimensions=vectors.shape[1]), config, model.tags
        )
        set_weights(self._network, {**model.weights(), "words/embeddings": vectors})
        self._tags = len(model.tags)
        self._table = WordTypes(self._describe, np.zeros(1 + WORD_LENGTH, np.int32), Vocabulary(model.words()))
        # One trace serves every shape: retracing on each batch's length is what makes Keras slow and its memory grow.
        signature = [tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None, WORD_LENGTH], tf.int32)]
        self._run = tf.function(lambda ids, characters: self._network([ids, characters]), input_signature=signature)

    def types(self, words: Words) -> npt.NDArray[np.int32]:
        return self._table.numbers(words)

    def scores(self, types: npt.NDArray[np.int32], windows: Windows) -> Floats:
        scores = np.empty((len(types), self._tags), np.float32)
        lengths = windows.ends - windows.starts
        for batch in pack(lengths, PADDED_TOKENS):
            at, is_token = positions(windows.starts[batch], lengths[batch])
            features = self._table.table.own[np.where(is_token, types[np.where(is_token, at, 0)], 0)]
            kept = is_token & (at >= windows.keeps_from[batch]) & (at < windows.keeps_to[batch])
            scores[at[kept]] = self.run(features)[kept]
        return scores

    def features(self, words: list[str], known: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """int32 `[words, 1 + 24]`: the word's row in the vocabulary, and its characters."""
        return np.concatenate([known[:, None], character_ids(words)], axis=1, dtype=np.int32)

    def _describe(
        self, words: list[str], known: npt.NDArray[np.int32], table: npt.NDArray[np.int32], rows: npt.NDArray[np.int32]
    ) -> None:
        table[rows] = self.features(words, known)

    def run(self, features: npt.NDArray[np.int32]) -> Floats:
        """Tag scores, float32 `[tokens, sentences, tags]`; features of 0 are where a sentence has ended."""
        by_sentence = features.transpose(1, 0, 2)
        scores: Floats = self._run(by_sentence[..., 0], by_sentence[..., 1:]).numpy()
        return scores.transpose(1, 0, 2)
