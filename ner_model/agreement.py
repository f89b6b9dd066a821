"""Tag scores that agree within a text: a word that comes back says there what it says here.

A tagger sees one sentence at a time. Where it is in doubt, the other sentences of the text with the same word help.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from ner_model import native_decoder
from ner_model.arithmetic import Floats
from ner_model.native_library import library_in_use
from ner_model.words import Words

Rows = npt.NDArray[np.int32]

SHORTEST = 3  # characters: shorter words and marks mean something else each time


def agree(scores: Floats, words: Words, types: Rows, bases: npt.NDArray[np.int64], weight: float) -> Floats:
    """Scores moved towards the mean over the same word in the same text, by `weight` (0: not at all, 1: wholly).

    `scores` float32 `[tokens, tags]`; `types` int32 `[tokens]`, the same for the same word; text `i` holds the tokens
    `bases[i]:bases[i + 1]`. The scores of a text do not depend on the other texts. The compiled function finds the
    same, to the last bit.
    """
    if not weight:
        return scores
    lengths = words.ends - words.starts
    if library := library_in_use():
        return native_decoder.agree(library, scores, types, lengths, bases, weight=weight, shortest=SHORTEST)
    return agree_together(scores, lengths, types, np.repeat(np.arange(len(bases) - 1), np.diff(bases)), weight)


def agree_together(
    scores: Floats, lengths: npt.NDArray[Any], types: Rows, texts: npt.NDArray[np.int64], weight: float
) -> Floats:
    """`agree` in NumPy; `texts` int `[tokens]`, the number of the text that a token is in."""
    long_enough = np.flatnonzero(lengths >= SHORTEST)
    if not len(long_enough):
        return scores
    keys = texts[long_enough].astype(np.int64) * (int(types.max()) + 1) + types[long_enough]
    _, groups, counts = np.unique(keys, return_inverse=True, return_counts=True)
    comes_back = counts[groups] > 1
    tokens, groups = long_enough[comes_back], groups[comes_back]
    agreed = scores.copy()
    for tag in range(scores.shape[1]):
        means = np.bincount(groups, scores[tokens, tag], len(counts)) / counts
        agreed[tokens, tag] += weight * (means[groups] - scores[tokens, tag])
    return agreed
