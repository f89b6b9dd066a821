"""Decoding a linear-chain conditional random field: the best tags of many sentences at once, and span probabilities.

Arrays are laid out `[tokens, tags, sentences]`, sentences longest first, so that each step is one operation on
contiguous rows and reaches just the sentences that are still running. Every operation treats sentences alike and
apart, and adds up in the order of the tags: what a sentence gives does not depend on its neighbours or on the
processor, to the last bit. `native/decode.c` does the same, one sentence after the other.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import exponential, sum_in_order

LEAST = np.float32(-40)  # log of the least weight of a tag beside the best one: all zero, none could be scaled


class CrfWeights(NamedTuple):
    """Scores of tag sequences: `transitions` float32 `[from, to]`, `starts` and `ends` float32 `[tags]`."""

    transitions: np.ndarray
    starts: np.ndarray
    ends: np.ndarray


def running(lengths: np.ndarray) -> np.ndarray:
    """How many sentences have a token at each position, int `[tokens]`; `lengths` must fall."""
    return np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")


def viterbi(scores: np.ndarray, lengths: np.ndarray, crf: CrfWeights) -> np.ndarray:
    """The most probable tags.

    `scores` float32 `[tokens, tags, sentences]`, `lengths` int `[sentences]`, falling and positive; gives int8
    `[tokens, sentences]`, 0 after the end of a sentence.
    """
    active = running(lengths)
    best = np.empty_like(scores)
    best[0] = scores[0] + crf.starts[:, None]
    for t in range(1, len(scores)):
        n = active[t]
        arriving = best[t - 1, :, None, :n] + crf.transitions[:, :, None]
        np.add(arriving.max(axis=0), scores[t, :, :n], out=best[t, :, :n])
    return _trace_back(best, lengths, crf)


def _trace_back(best: np.ndarray, lengths: np.ndarray, crf: CrfWeights) -> np.ndarray:
    active = running(lengths)
    tags = np.zeros((len(best), best.shape[2]), np.int8)
    following = active[-1]
    tags[-1, :following] = (best[-1, :, :following] + crf.ends[:, None]).argmax(axis=0)
    for t in range(len(best) - 2, -1, -1):
        tags[t, :following] = (best[t, :, :following] + crf.transitions[:, tags[t + 1, :following]]).argmax(axis=0)
        n = active[t]
        tags[t, following:n] = (best[t, :, following:n] + crf.ends[:, None]).argmax(axis=0)
        following = n
    return tags


class Marginals(NamedTuple):
    """What the probability of any span follows from; all float32 `[tokens, tags, sentences]`.

    `forward`: probability of each tag given the tokens so far. `backward`: how much likelier a tag makes the tokens
    to come. `step`: weight of going on to each tag, from the tag before it and scaled as `forward` was.
    """

    forward: np.ndarray
    backward: np.ndarray
    step: np.ndarray


def marginals(scores: np.ndarray, lengths: np.ndarray, crf: CrfWeights) -> Marginals:
    """The scaled forward-backward algorithm (Rabiner 1989, section V.A) on arguments as of `viterbi`."""
    active = running(lengths)
    moves = exponential(crf.transitions)[:, :, None]
    step = exponential(np.maximum(scores - scores.max(axis=1, keepdims=True), LEAST))
    forward = np.zeros_like(step)
    forward[0] = step[0] * exponential(crf.starts)[:, None]
    forward[0] *= 1 / sum_in_order(forward[0])
    for t in range(1, len(step)):
        n = active[t]
        arrived = sum_in_order(forward[t - 1, :, None, :n] * moves) * step[t, :, :n]
        scale = 1 / sum_in_order(arrived)
        step[t, :, :n] *= scale
        np.multiply(arrived, scale, out=forward[t, :, :n])
    return Marginals(forward, _backward(forward, step, lengths, crf), step)


def _backward(forward: np.ndarray, step: np.ndarray, lengths: np.ndarray, crf: CrfWeights) -> np.ndarray:
    active = running(lengths)
    moves = exponential(crf.transitions).T[:, :, None]  # to, from
    ends = exponential(crf.ends)[:, None]
    backward = np.zeros_like(step)
    following = 0
    for t in range(len(step) - 1, -1, -1):
        n = active[t]
        backward[t, :, following:n] = ends / sum_in_order(forward[t, :, following:n] * ends)
        if following:
            ahead = backward[t + 1, :, :following] * step[t + 1, :, :following]
            backward[t, :, :following] = sum_in_order(moves * ahead[:, None])
        following = n
    return backward


class Spans(NamedTuple):
    """Spans found in many sentences, as columns: sentence, first token, end token and the tag of the first token."""

    sentences: np.ndarray
    firsts: np.ndarray
    ends: np.ndarray
    tags: np.ndarray


def spans_of(tags: np.ndarray) -> Spans:
    """The spans of int8 `[tokens, sentences]` tags in BIO numbering: 0 is O, odd tags begin, even tags continue."""
    flat = np.ascontiguousarray(tags.T)
    goes_on = (flat > 0) & (flat % 2 == 0)
    stops = np.flatnonzero(~np.pad(goes_on, ((0, 0), (0, 1))))
    begins = np.flatnonzero(np.pad(flat % 2 == 1, ((0, 0), (0, 1))))
    ends = stops[np.searchsorted(stops, begins, side="right")]
    sentences, firsts = np.divmod(begins, flat.shape[1] + 1)
    return Spans(sentences, firsts, firsts + ends - begins, flat[sentences, firsts])


def span_probabilities(spans: Spans, lengths: np.ndarray, crf: CrfWeights, marginals: Marginals) -> np.ndarray:
    """Probability that exactly these tokens are a span of this label, float32 `[spans]`."""
    forward, backward, step = marginals
    sentences, firsts, ends, begins = spans
    inside = begins + 1
    probability = forward[firsts, begins, sentences]
    moves = exponential(crf.transitions)
    previous = begins
    for k in range(1, int((ends - firsts).max(initial=0))):
        longer = np.flatnonzero(firsts + k < ends)
        t, tag, sentence = firsts[longer] + k, inside[longer], sentences[longer]
        probability[longer] *= moves[previous[longer], tag] * step[t, tag, sentence]
        previous = inside
    last = np.where(ends - firsts > 1, inside, begins)
    after = backward[ends - 1, last, sentences]
    more = np.flatnonzero(ends < lengths[sentences])
    t, tag, sentence = ends[more], inside[more], sentences[more]
    after[more] -= moves[last[more], tag] * step[t, tag, sentence] * backward[t, tag, sentence]
    probabilities: npt.NDArray[np.float32] = np.clip(probability * after, 0, 1)
    return probabilities
