"""The network: a bidirectional LSTM over word vectors and characters, with a conditional random field on top.

    word_ids   [batch, tokens]              ─ Embedding ────────────────┐
    characters [batch, tokens, characters]  ─ Embedding ─ Conv1D ─ max ─┴─ SpatialDropout1D ─ Bidirectional LSTM
                                            ─ TimeDistributed Dense ─ CRF

The Bi-LSTM-CRF of Lample et al. (2016), with the character convolutions of Ma and Hovy (2016).
"""

import dataclasses
from typing import Any, TypeAlias

import keras
import numpy as np
from keras import ops

from ner_model.crf import CrfWeights
from ner_model.features import CHARACTERS, WORD_LENGTH
from ner_model.tags import allowed_starts, allowed_transitions

Tensor: TypeAlias = keras.KerasTensor

FORBIDDEN = -1e4  # added to the score of a tag sequence that the tag scheme rules out


@dataclasses.dataclass(frozen=True)
class NetworkConfig:
    """Sizes and dropout rates; the vocabulary gives the number of words and their dimensions."""

    character_dimensions: int = 24
    character_filters: int = 54
    hidden: int = 206
    word_dropout: float = 0.4
    recurrent_dropout: float = 0.0
    output_dropout: float = 0.4
    feature_range: float = 4.0  # features are clipped to it, so that eight bits can hold them


def build_body(config: NetworkConfig, *, words: int, dimensions: int) -> keras.Model:
    """The part that all corpora share: word ids and characters to states, float32 `[batch, tokens, 2 hidden]`."""
    word_ids = keras.Input((None,), dtype="int32", name="word_ids")
    characters = keras.Input((None, WORD_LENGTH), dtype="int32", name="characters")
    is_token = ops.any(ops.not_equal(characters, 0), axis=-1)
    vectors = keras.layers.Embedding(words, dimensions, name="words")(word_ids)
    spelling = keras.layers.Embedding(CHARACTERS, config.character_dimensions, name="characters_embedding")(characters)
    # One row of characters a word: a convolution along it is two-dimensional with a kernel one row high.
    spelling = keras.layers.Conv2D(config.character_filters, (1, 3), padding="same", name="convolution")(spelling)
    spelling = ops.max(spelling, axis=2)
    features = ops.clip(ops.concatenate([vectors, spelling], axis=-1), -config.feature_range, config.feature_range)
    features = keras.layers.SpatialDropout1D(config.word_dropout)(features)
    lstm = keras.layers.LSTM(
        config.hidden, return_sequences=True, recurrent_dropout=config.recurrent_dropout, name="direction"
    )
    states = keras.layers.Bidirectional(lstm, name="lstm")(features, mask=is_token)
    return keras.Model([word_ids, characters], states, name="body")


def add_head(body: keras.Model, config: NetworkConfig, tags: list[str]) -> keras.Model:
    """Body and one corpus' own output layers: word ids and characters to tag scores `[batch, tokens, tags]`."""
    states = keras.layers.Dropout(config.output_dropout)(body.output)
    scores = keras.layers.Dense(len(tags), name="scores")(states)  # of each token: what TimeDistributed would do
    return keras.Model(body.input, Crf(tags, name="crf")(scores))


class Crf(keras.layers.Layer):
    """Weights of a linear-chain conditional random field; passes the tag scores through unchanged.

    `transitions` float32 `[from, to]`, `starts` and `ends` float32 `[tags]`.
    """

    def __init__(self, tags: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.tags = tags
        self.supports_masking = True

    def build(self, shape: tuple[int | None, ...]) -> None:
        count = len(self.tags)
        self.transitions = self.add_weight(shape=(count, count), initializer="zeros", name="transitions")
        self.starts = self.add_weight(shape=(count,), initializer="zeros", name="starts")
        self.ends = self.add_weight(shape=(count,), initializer="zeros", name="ends")

    def call(self, scores: Tensor) -> Tensor:
        return scores

    def rules(self) -> tuple[Tensor, Tensor]:
        """Transitions and starts with the forbidden ones pushed out of reach."""
        transitions = np.where(allowed_transitions(self.tags), 0, FORBIDDEN).astype(np.float32)
        starts = np.where(allowed_starts(self.tags), 0, FORBIDDEN).astype(np.float32)
        return self.transitions + transitions, self.starts + starts

    def negative_log_likelihood(self, scores: Tensor, gold: Tensor, readings: np.ndarray | None = None) -> Tensor:
        """Mean over the tokens of `-log P(gold | scores)`; `gold` int32 `[batch, tokens]`, -1 after the end.

        With `readings`, bool `[ids, tags]`, an id in `gold` stands for any of several tags, and the probability is
        that of all tag sequences that fit.
        """
        is_token = ops.cast(gold >= 0, "float32")
        gold = ops.maximum(gold, 0)
        if readings is None:
            right = self._gold_score(scores, gold, is_token)
        else:
            right = self._log_partition(ops.where(ops.take(readings, gold, axis=0), scores, FORBIDDEN), is_token)
        log_likelihood = right - self._log_partition(scores, is_token)
        return -ops.sum(log_likelihood) / ops.sum(is_token)

    def _gold_score(self, scores: Tensor, gold: Tensor, is_token: Tensor) -> Tensor:
        transitions, starts = self.rules()
        one_hot = ops.one_hot(gold, len(self.tags))
        emitted = ops.sum(ops.sum(scores * one_hot, axis=-1) * is_token, axis=1)
        pairs = ops.einsum("bti,ij,btj->bt", one_hot[:, :-1], transitions, one_hot[:, 1:])
        last = ops.cast(ops.sum(is_token, axis=1), "int32") - 1
        last_tag = ops.take_along_axis(gold, last[:, None], axis=1)[:, 0]
        ends = ops.take(starts, gold[:, 0]) + ops.take(self.ends, last_tag)
        return emitted + ops.sum(pairs * is_token[:, 1:], axis=1) + ends

    def _log_partition(self, scores: Tensor, is_token: Tensor) -> Tensor:
        transitions, starts = self.rules()
        # The state, not the output: Keras gives zeros as the output of a sequence that is masked from its start.
        _, sums = keras.layers.RNN(_ForwardStep(transitions), return_state=True)(
            scores[:, 1:], mask=is_token[:, 1:] > 0, initial_state=[starts + scores[:, 0]]
        )
        return ops.logsumexp(sums + self.ends, axis=-1)


class _ForwardStep(keras.layers.Layer):
    """A step of the forward algorithm as a recurrent cell: the state is the log of the summed paths to each tag."""

    def __init__(self, transitions: Tensor, **options: Any) -> None:
        super().__init__(**options)
        self.transitions = transitions
        self.state_size = self.output_size = transitions.shape[0]

    def call(self, scores: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]:
        sums = ops.logsumexp(states[0][:, :, None] + self.transitions[None], axis=1) + scores
        return sums, [sums]


def get_weights(network: keras.Model) -> dict[str, np.ndarray]:
    """The weights of a network by their paths, such as `lstm/forward_lstm/lstm_cell/kernel`."""
    return {variable.path: np.asarray(ops.convert_to_numpy(variable)) for variable in network.weights}


def set_weights(network: keras.Model, weights: dict[str, np.ndarray]) -> None:
    """Sets what `get_weights` gave; raises ValueError unless names and shapes agree."""
    expected = {variable.path: tuple(variable.shape) for variable in network.weights}
    found = {path: value.shape for path, value in weights.items()}
    if expected != found:
        differing = sorted(set(expected.items()) ^ set(found.items()))
        raise ValueError(f"weights do not fit the network. Differing: {differing}")
    for variable in network.weights:
        variable.assign(weights[variable.path])


def crf_weights(network: keras.Model) -> CrfWeights:
    """What the decoder needs of a network: its transitions and starts with the rules of the tag scheme, its ends."""
    layer = network.get_layer("crf")
    transitions, starts = layer.rules()
    return CrfWeights(*(np.asarray(ops.convert_to_numpy(part)) for part in (transitions, starts, layer.ends)))
