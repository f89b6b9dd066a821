"""Learns another output layer for the network of a tagger, all else of which stays as it is."""

import math
import pathlib
import tempfile
from collections.abc import Collection, Mapping
from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf

from ner_model.crf import CrfWeights
from ner_model.features import WORD_LENGTH
from ner_model.model_folder import ModelFolder
from ner_model.network import Crf, NetworkConfig, crf_weights, get_weights
from ner_model.tags import labels_of
from training.corpora.tagged_corpus import Sentence, TaggedCorpus
from training.fitting.batches import Encoded
from training.fitting.fit import Dev, Lesson, fit
from training.fitting.settings import TrainConfig
from training.fitting.states import states_of

STEPS = 300  # updates that an output layer needs
FEWEST_EPOCHS, MOST_EPOCHS = 10, 60


class OutputLayer(NamedTuple):
    """`weights` by their names in `weights.npz`; `crf` is what decodes, with the rules of the tag scheme."""

    tags: list[str]
    weights: dict[str, np.ndarray]
    crf: CrfWeights


def learn_output_layer(
    model: ModelFolder, train: TaggedCorpus, dev: TaggedCorpus, counted: Collection[str], config: TrainConfig
) -> OutputLayer:
    """The output layer of the best epoch on dev. Both corpora have the same tags, first those of the `counted` labels,
    which they annotate; of the other labels, which they do not, nothing is learned but where they are not."""
    keras.utils.set_random_seed(config.seed)
    sentences = [*train.sentences, *dev.sentences]
    states = states_of(model, sentences)
    network = network_on(states, train.tags, config.network.output_dropout)
    start = output_of_tags(model.weights(), model.tags, train.tags)
    for variable in network.trainable_variables:
        variable.assign(start[variable.path])
    encoded = (
        _encoded(train.sentences, 1),
        _encoded(dev.sentences, 1 + sum(len(each.words) for each in train.sentences)),
    )
    with tempfile.TemporaryDirectory() as folder:
        lesson = Lesson(encoded[0], readings_of_tags(train.tags, counted))
        watched = Dev(encoded[1], len(dev.report.lost), len(counted))
        fit(network, lesson, watched, config, pathlib.Path(folder))
    return OutputLayer(train.tags, get_weights(network), crf_weights(network))


def network_on(states: np.ndarray, tags: list[str], dropout: float) -> keras.Model:
    """An output layer that takes the numbers of tokens, from 1 on, and knows the states of each of them."""
    rows = keras.Input((None,), dtype="int32", name="word_ids")
    characters = keras.Input((None, WORD_LENGTH), dtype="int32", name="characters")  # for the loop; nothing reads them
    dropped = keras.layers.Dropout(dropout)(_States(states)(rows))
    scores = keras.layers.Dense(len(tags), name="scores")(dropped)
    return keras.Model([rows, characters], Crf(tags, name="crf")(scores))


class _States(keras.layers.Layer):
    """Rows of a table, the first of which is padding; it is no weight, so that no checkpoint copies it."""

    def __init__(self, states: np.ndarray) -> None:
        super().__init__(name="states")
        self._table = tf.constant(np.concatenate([np.zeros_like(states[:1]), states]))

    def call(self, rows: tf.Tensor) -> tf.Tensor:
        return tf.gather(self._table, rows)


def output_of_tags(weights: Mapping[str, np.ndarray], known: list[str], wanted: list[str]) -> dict[str, np.ndarray]:
    """The output layer of a tagger for other tags: what it has of those that it knows, zeros for those that are new.

    >>> output_of_tags({"crf/starts": np.array([1.0, 2.0, 3.0])}, ["O", "B-a", "I-a"], ["O", "B-b", "I-b", "B-a"])
    {'crf/starts': array([1., 0., 0., 2.])}
    """
    rows = [known.index(tag) if tag in known else len(known) for tag in wanted]
    chosen = {}
    for path in (path for path in weights if path.startswith(("scores/", "crf/"))):
        axes = [axis for axis, name in enumerate(_axes(path)) if name == "tags"]
        value = np.pad(weights[path], [(0, int(axis in axes)) for axis in range(weights[path].ndim)])
        for axis in axes:
            value = value.take(rows, axis)
        chosen[path] = value
    return chosen


def _axes(path: str) -> tuple[str, ...]:
    return {"scores/kernel": ("units", "tags"), "crf/transitions": ("tags", "tags")}.get(path, ("tags",))


def readings_of_tags(tags: list[str], counted: Collection[str]) -> np.ndarray | None:
    """Which tags a token may have, for each tag id in training, bool `[ids, tags]`: outside of all mentions those of
    labels that do not count too. None where all labels count.

    >>> readings_of_tags(["O", "B-a", "I-a", "B-b", "I-b"], ["a"])[0].astype(int).tolist()
    [1, 0, 0, 1, 1]
    """
    if set(labels_of(tags)) <= set(counted):
        return None
    readings = np.eye(len(tags), dtype=bool)
    readings[0, 1:] = [tag[2:] not in counted for tag in tags[1:]]
    return readings


def _encoded(sentences: list[Sentence], first: int) -> Encoded:
    """Sentences whose tokens are numbered one after the other."""
    lengths = np.array([len(sentence.words) for sentence in sentences], np.int64)
    tags = np.array([tag for sentence in sentences for tag in sentence.tags], np.int32)
    rows = np.arange(first, first + len(tags), dtype=np.int32)
    return Encoded(lengths, rows, np.zeros((len(tags), WORD_LENGTH), np.uint8), tags)


def settings_of_layer(corpus: str, tokens: int, network: NetworkConfig, seed: int) -> TrainConfig:
    """Some thirty batches an epoch, and as many epochs as a small corpus needs; the best one on dev is kept."""
    batch_tokens = min(max(tokens // 30, 600), 6000)
    steps = max(1, tokens // batch_tokens)
    epochs = min(max(math.ceil(STEPS / steps), FEWEST_EPOCHS), MOST_EPOCHS)
    return TrainConfig(
        corpus,
        corpus=corpus,
        epochs=epochs,
        learning_rate=0.03,  # of an output layer alone
        batch_tokens=batch_tokens,
        other_case=10,
        unknown_words=0.0,  # states of words that are hidden are not known
        average=max(0.5, 1 - 10 / (steps * epochs)),
        patience=epochs,
        seed=seed,
        network=network,
    )
