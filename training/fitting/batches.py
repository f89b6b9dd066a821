"""Sentences to batches of tensors, by tf.data: shuffled, bucketed by length, padded, prefetched."""

from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from ner_model.features import WORD_LENGTH, character_ids
from ner_model.vocabulary import Vocabulary
from training.corpora.tagged_corpus import Sentence

BUCKETS = (8, 16, 24, 32, 40, 52, 64, 80, 104, 136, 200)  # lengths at which a new bucket begins


class Encoded(NamedTuple):
    """Sentences one after the other: `word_ids` and `tags` int32 `[tokens]`, `characters` uint8 `[tokens, 24]`."""

    lengths: np.ndarray
    word_ids: np.ndarray
    characters: np.ndarray
    tags: np.ndarray


def encode(sentences: list[Sentence], vocabulary: Vocabulary) -> Encoded:
    words = [word for sentence in sentences for word in sentence.words]
    return Encoded(
        lengths=np.array([len(sentence.words) for sentence in sentences], np.int64),
        word_ids=np.array([vocabulary.row(word) for word in words], np.int32),
        characters=character_ids(words),
        tags=np.array([tag for sentence in sentences for tag in sentence.tags], np.int32),
    )


def training_batches(encoded: Encoded, tokens: int, seed: int) -> tf.data.Dataset:
    """Each sentence once, in an order of its own for each seed, in batches of about `tokens` tokens.

    A batch is `((word_ids, characters), tags)`: int32 `[batch, tokens]`, `[batch, tokens, 24]`, `[batch, tokens]`;
    tags are -1 after the end of a sentence.
    """
    sentences = _dataset(encoded).shuffle(len(encoded.lengths), seed=seed)
    # Buckets fill at their own pace: without a second shuffle an epoch would end on the rarest lengths.
    return _padded(sentences, tokens).shuffle(256, seed=seed).prefetch(tf.data.AUTOTUNE)


def evaluation_batches(encoded: Encoded, tokens: int) -> tf.data.Dataset:
    """Each sentence once, always in the same order, in batches like those of `training_batches`."""
    return _padded(_dataset(encoded), tokens).prefetch(tf.data.AUTOTUNE)


def count_batches(lengths: np.ndarray, tokens: int) -> int:
    """How many batches an epoch has."""
    buckets = np.bincount(np.searchsorted(BUCKETS, lengths, side="right"), minlength=len(BUCKETS) + 1)
    return int(np.ceil(buckets / _batch_sizes(tokens)).sum())


def _dataset(encoded: Encoded) -> tf.data.Dataset:
    columns = encoded.word_ids, encoded.characters, encoded.tags
    ragged = tuple(tf.RaggedTensor.from_row_lengths(column, encoded.lengths) for column in columns)
    return tf.data.Dataset.from_tensor_slices(ragged).map(_dense, num_parallel_calls=tf.data.AUTOTUNE)


def _dense(word_ids: tf.RaggedTensor, characters: tf.RaggedTensor, tags: tf.RaggedTensor) -> tuple[Any, Any]:
    characters = tf.ensure_shape(tf.cast(characters, tf.int32), [None, WORD_LENGTH])
    return (word_ids, characters), tags


def _padded(sentences: tf.data.Dataset, tokens: int) -> tf.data.Dataset:
    return sentences.bucket_by_sequence_length(
        lambda inputs, tags: tf.shape(tags)[0],
        bucket_boundaries=list(BUCKETS),
        bucket_batch_sizes=_batch_sizes(tokens),
        padded_shapes=(([None], [None, WORD_LENGTH]), [None]),
        padding_values=((0, 0), -1),
    )


def _batch_sizes(tokens: int) -> list[int]:
    return [max(1, tokens // boundary) for boundary in (*BUCKETS, 2 * BUCKETS[-1])]
