"""Tag scores of many sentences to the spans in them, with calibrated probabilities."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model import native_decoder
from ner_model.arithmetic import Floats, logarithm, logistic
from ner_model.batches import pack, positions
from ner_model.crf import CrfWeights, Spans, marginals, span_probabilities, spans_of, viterbi
from ner_model.found_spans import FoundSpans
from ner_model.native_library import library_in_use

Places = npt.NDArray[np.int64]

PADDED_TOKENS = 1 << 16  # of a batch: the steps of the decoder are small, and cheapest when they are wide


class Calibration(NamedTuple):
    """Platt scaling (1999): a probability `p` of the network becomes `sigmoid(slope * logit(p) + offset)`."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, probabilities: Floats) -> Floats:
        p = np.clip(probabilities.astype(np.float64), 1e-7, 1 - 1e-7)
        return logistic(self.slope * logarithm(p / (1 - p)) + self.offset).astype(np.float32)


def decode(scores: Floats, firsts: Places, ends: Places, crf: CrfWeights) -> FoundSpans:
    """The spans in sentences `[firsts, ends)` of a row of tokens; `scores` float32 `[tokens, tags]`.

    What is compiled and what is not find the same, to the last bit.
    """
    if library := library_in_use():
        return native_decoder.decode(library, scores, firsts, ends, crf)
    return decode_together(scores, firsts, ends, crf)


def decode_together(scores: Floats, firsts: Places, ends: Places, crf: CrfWeights) -> FoundSpans:
    """`decode` in NumPy."""
    parts = [_decode_batch(scores, firsts, ends, batch, crf) for batch in pack(ends - firsts, PADDED_TOKENS)]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(columns[FoundSpans._fields.index("firsts")], kind="stable")
    return FoundSpans(*(column[order] for column in columns))


def _decode_batch(scores: Floats, firsts: Places, ends: Places, batch: Places, crf: CrfWeights) -> FoundSpans:
    lengths = (ends - firsts)[batch]
    at, is_token = positions(firsts[batch], lengths)
    laid_out = np.ascontiguousarray(scores[np.where(is_token, at, 0)].transpose(0, 2, 1))
    spans = spans_of(viterbi(laid_out, lengths, crf))
    # Most sentences hold nothing, and need no probabilities.
    holding, column = np.unique(spans.sentences, return_inverse=True)
    probabilities = np.zeros(0, np.float32)
    if len(holding):
        lengths = lengths[holding]
        laid_out = laid_out[: lengths[0]].take(holding, axis=2)
        spans_held = Spans(column, *spans[1:])
        probabilities = span_probabilities(spans_held, lengths, crf, marginals(laid_out, lengths, crf))
    sentences = batch[spans.sentences]
    base = firsts[sentences]
    return FoundSpans(sentences, base + spans.firsts, base + spans.ends, spans.tags // 2, probabilities)
