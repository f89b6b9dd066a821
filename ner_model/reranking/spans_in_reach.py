"""All spans that a tagger deems possible, of which decoding would take the likeliest path alone."""

import numpy as np

from ner_model import native_decoder
from ner_model.arithmetic import Floats
from ner_model.batches import pack, positions
from ner_model.crf import CrfWeights, Marginals, Spans, marginals, span_probabilities
from ner_model.decoder import PADDED_TOKENS, Places
from ner_model.found_spans import FoundSpans
from ner_model.native_library import library_in_use

LEAST = 0.01  # probability: of BC5CDR dev 95.6% of the mentions are at least as probable
LONGEST = 10  # tokens


def spans_in_reach(scores: Floats, firsts: Places, ends: Places, crf: CrfWeights) -> FoundSpans:
    """Spans of at most `LONGEST` tokens and at least `LEAST` probability in sentences `[firsts, ends)` of a row of
    tokens; `scores` float32 `[tokens, tags]`. In the order of their first tokens, labels and ends; they overlap.

    What is compiled and what is not find the same, to the last bit.
    """
    if library := library_in_use():
        return native_decoder.spans_in_reach(library, scores, firsts, ends, crf, least=LEAST, longest=LONGEST)
    return in_reach_together(scores, firsts, ends, crf)


def in_reach_together(scores: Floats, firsts: Places, ends: Places, crf: CrfWeights) -> FoundSpans:
    """`spans_in_reach` in NumPy."""
    parts = [_of_batch(scores, firsts, ends, batch, crf) for batch in pack(ends - firsts, PADDED_TOKENS)]
    found = FoundSpans(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    order = np.lexsort((found.ends, found.labels, found.firsts))
    return FoundSpans(*(column[order] for column in found))


def _of_batch(scores: Floats, firsts: Places, ends: Places, batch: Places, crf: CrfWeights) -> FoundSpans:
    lengths = (ends - firsts)[batch]
    at, is_token = positions(firsts[batch], lengths)
    laid_out = np.ascontiguousarray(scores[np.where(is_token, at, 0)].transpose(0, 2, 1))
    known = marginals(laid_out, lengths, crf)
    spans = _that_may_begin(known, lengths)
    probabilities = span_probabilities(spans, lengths, crf, known)
    kept = probabilities >= np.float32(LEAST)
    sentences = batch[spans.sentences[kept]]
    base = firsts[sentences]
    return FoundSpans(
        sentences, base + spans.firsts[kept], base + spans.ends[kept], spans.tags[kept] // 2, probabilities[kept]
    )


def _that_may_begin(known: Marginals, lengths: Places) -> Spans:
    """Spans of all lengths from where a span is probable enough to begin."""
    begins = known.forward[:, 1::2] * known.backward[:, 1::2]
    firsts, labels, sentences = np.nonzero(begins >= np.float32(LEAST))
    more = np.arange(1, LONGEST + 1)
    within = firsts[:, None] + more <= lengths[sentences][:, None]
    which, _ = np.nonzero(within)
    return Spans(sentences[which], firsts[which], (firsts[:, None] + more)[within], (2 * labels + 1)[which])
