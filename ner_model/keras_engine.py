"""Runs the Keras network itself: for GPU workers, and to hold the serving graph against."""

import numpy as np
import tensorflow as tf

from ner_model.features import WORD_LENGTH, character_ids
from ner_model.model_folder import ModelFolder
from ner_model.network import NetworkConfig, add_head, build_body, set_weights
from ner_model.vocabulary import Vocabulary


class KerasEngine:
    """Scores tags with the float32 network; features are word id and character ids, int32 `[words, 1 + 24]`."""

    padded_tokens = 4096  # of a batch

    def __init__(self, model: ModelFolder):
        config = NetworkConfig(**model.config["network"])
        vectors = model.vectors().astype(np.float32) * (config.feature_range / 127)
        self._vocabulary = Vocabulary(model.words())
        self._network = add_head(
            build_body(config, words=vectors.shape[0], dimensions=vectors.shape[1]), config, model.tags
        )
        set_weights(self._network, {**model.weights(), "words/embeddings": vectors})
        self.padding = np.zeros(1 + WORD_LENGTH, np.int32)
        # One trace serves every shape: retracing on each batch's length is what makes Keras slow and its memory grow.
        signature = [tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None, WORD_LENGTH], tf.int32)]
        self._run = tf.function(lambda ids, characters: self._network([ids, characters]), input_signature=signature)

    def describe(self, words: list[str]) -> np.ndarray:
        ids = np.array([[self._vocabulary.row(word)] for word in words], np.int32)
        return np.concatenate([ids, character_ids(words)], axis=1)

    def scores(self, features: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Tag scores, float32 `[tokens, sentences, tags]`; the features, not `lengths`, show where sentences end."""
        by_sentence = features.transpose(1, 0, 2)
        return self._run(by_sentence[..., 0], by_sentence[..., 1:]).numpy().transpose(1, 0, 2)
