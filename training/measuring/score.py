"""How well a network does on tagged sentences: the number that training watches."""

from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf

from ner_model.crf import CrfWeights, spans_of
from ner_model.decoder import decode
from ner_model.features import WORD_LENGTH
from ner_model.found_spans import FoundSpans
from ner_model.network import crf_weights

Span = tuple[int, int, int]  # first token, end, label


class Score(NamedTuple):
    """Exact spans over all labels, and the share of tokens (no padding) with the right tag."""

    precision: float
    recall: float
    f1: float
    accuracy: float


def score(network: keras.Model, batches: tf.data.Dataset, lost: int = 0, *, labels: int | None = None) -> Score:
    """Scores a network on batches of `training.fitting.batches`; mentions `lost` in alignment count as missed.

    Of a network that decodes more labels than its corpus has, only the first `labels` count.
    """
    crf = crf_weights(network)
    found = gold_count = right = tokens = tokens_right = 0
    # One trace serves every shape.
    signature = [tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None, WORD_LENGTH], tf.int32)]
    predict = tf.function(lambda *inputs: network(inputs, training=False), input_signature=signature)
    for inputs, gold in batches:
        gold = gold.numpy()
        predicted, wanted, tags = _spans(predict(*inputs).numpy(), gold, crf, labels)
        found, gold_count, right = found + len(predicted), gold_count + len(wanted), right + len(predicted & wanted)
        tokens += int((gold >= 0).sum())
        tokens_right += int((tags == gold[gold >= 0]).sum())
    precision, recall = right / max(found, 1), right / max(gold_count + lost, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Score(precision, recall, f1, tokens_right / max(tokens, 1))


def _spans(
    scores: np.ndarray, gold: np.ndarray, crf: CrfWeights, labels: int | None
) -> tuple[set[Span], set[Span], np.ndarray]:
    """Predicted spans, gold spans, and predicted tags of the tokens of a batch."""
    is_token = gold >= 0
    ends = np.cumsum(is_token.sum(axis=1))
    spans = decode(scores[is_token], ends - is_token.sum(axis=1), ends, crf)
    if labels is not None:
        spans = FoundSpans(*(column[spans.labels < labels] for column in spans))
    tags = np.zeros(int(ends[-1]), np.int64)
    for first, end, label in zip(spans.firsts, spans.ends, spans.labels, strict=True):
        tags[first:end] = 2 * label + 2
        tags[first] = 2 * label + 1
    wanted = spans_of(gold[is_token][:, None].astype(np.int8))
    predicted = _columns(spans.firsts, spans.ends, spans.labels)
    return predicted, _columns(wanted.firsts, wanted.ends, wanted.tags // 2), tags


def _columns(*columns: np.ndarray) -> set[Span]:
    return set(zip(*(column.tolist() for column in columns), strict=True))
