"""Fits the ranker: a softmax over the candidates of a mention and none of them."""

from typing import NamedTuple

import keras
import numpy as np

from ner_model.linking.arrays import Array, Floats
from ner_model.linking.candidates import CONTEXT, FEATURES
from ner_model.linking.ranker import Ranker

_CANDIDATES = 20
_UNITS = 64
_EPOCHS = 15
_BATCH = 64
_SEED = 2
_FORGOTTEN = 0.3  # share of mentions
_FAR = -1e9  # the score of a place without a candidate


class Examples(NamedTuple):
    """`features`: float32 `[mentions, 20, features]`, 0 after the last candidate. `counts`: candidates of each mention.
    `answers`: the right candidate of each mention, 20 for none."""

    features: Floats
    counts: Array
    answers: Array


def first_ranker() -> Ranker:
    """A ranker that nobody has fitted: the more is spelt the same and the more annotators agree, the better."""
    names = (*FEATURES, *CONTEXT)
    hidden = np.zeros((len(names), 1), np.float32)
    for name, weight in _BY_HAND.items():
        hidden[names.index(name)] = weight / 10
    ones = np.ones(len(names), np.float32)
    return Ranker(0 * ones, ones, hidden, np.zeros(1, np.float32), np.full(1, 60, np.float32), np.float32(10))


_BY_HAND = {
    "mention_covered": 1,
    "name_covered": 1,
    "same_words": 1,
    "same_stems": 1,
    "learned_share": 1,
    "preferred": 0.1,
}


def fit_ranker(examples: Examples) -> Ranker:
    """Trains by Adam on all examples; the same examples give the same ranker on the same machine."""
    features = without_some_labels(examples.features)
    is_candidate = np.arange(_CANDIDATES) < examples.counts[:, None]
    flat = features[is_candidate]
    mean, scale = flat.mean(axis=0), flat.std(axis=0) + 1e-3
    scaled = np.clip((features - mean) / scale, -5, 5)
    mask = np.where(is_candidate, 0, _FAR).astype(np.float32)
    keras.utils.set_random_seed(_SEED)
    network, hidden, output, none = _network(scaled.shape[-1])
    rate = keras.optimizers.schedules.CosineDecay(3e-3, _EPOCHS * (len(scaled) // _BATCH + 1))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(keras.optimizers.AdamW(rate, weight_decay=1e-3), loss)
    network.fit([scaled, mask], examples.answers, batch_size=_BATCH, epochs=_EPOCHS, verbose=0)
    (weights, bias), (out,) = hidden.get_weights(), output.get_weights()
    return Ranker(mean, scale, weights, bias, out[:, 0], np.float32(none.get_weights()[1][0]))


def without_some_labels(features: Floats) -> Floats:
    """The features with the labels of some mentions left out: the ranker learns what to make of other labels."""
    forgotten = np.random.default_rng(_SEED).random(len(features)) < _FORGOTTEN
    found = features.copy()
    for name in ("is_chemical", "is_disease"):
        found[forgotten, :, FEATURES.index(name)] = 0
    return found


def _network(features: int) -> tuple[keras.Model, keras.layers.Layer, keras.layers.Layer, keras.layers.Layer]:
    inputs, mask = keras.Input((_CANDIDATES, features)), keras.Input((_CANDIDATES,))
    hidden = keras.layers.Dense(_UNITS, "tanh", kernel_regularizer=keras.regularizers.L2(1e-5))
    output = keras.layers.Dense(1, use_bias=False)
    none = keras.layers.Dense(1, kernel_initializer="zeros", trainable=True)
    scores = keras.layers.Flatten()(output(keras.layers.Dropout(0.1)(hidden(inputs)))) + mask
    of_none = none(0 * mask[:, :1])
    return keras.Model([inputs, mask], keras.ops.concatenate([scores, of_none], axis=1)), hidden, output, none
