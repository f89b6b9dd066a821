"""How unsure a tagger is: of each token, the probability that its tag is another one than the likeliest."""

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.batches import pack, positions
from ner_model.crf import CrfWeights, marginals
from ner_model.decoder import PADDED_TOKENS


def doubts(
    scores: Floats,
    firsts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    crf: CrfWeights,
    is_written: npt.NDArray[np.bool_],
) -> Floats:
    """The doubt of each token of the sentences `[firsts, ends)`, float32 `[tokens]`, between 0 and 1.

    `scores` float32 `[tokens, tags]`; tags that are not `is_written`, bool `[tags]`, count as one tag: which of them a
    token has is of no interest. Summed over a sentence, doubts are the number of tokens that are expected to have a
    wrong tag.
    """
    doubt = np.zeros(len(scores), np.float32)
    for batch in pack(ends - firsts, PADDED_TOKENS):
        lengths = (ends - firsts)[batch]
        at, is_token = positions(firsts[batch], lengths)
        laid_out = np.ascontiguousarray(scores[np.where(is_token, at, 0)].transpose(0, 2, 1))
        forward, backward, _ = marginals(laid_out, lengths, crf)
        probabilities = forward * backward  # [tokens, tags, sentences]
        other = probabilities[:, ~is_written].sum(axis=1)
        likeliest = np.maximum(probabilities[:, is_written].max(axis=1, initial=0), other)
        doubt[at[is_token]] = np.clip(1 - likeliest, 0, 1)[is_token]
    return doubt
