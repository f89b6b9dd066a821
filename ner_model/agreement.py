"""Tag scores that agree within a text: a word that comes back says there what it says here.

A tagger sees one sentence at a time. Where it is in doubt, the other sentences of the text with the same word help.
"""

import numpy as np

SHORTEST = 3  # characters: shorter words and marks mean something else each time


def agree(scores: np.ndarray, words: list[str], types: np.ndarray, texts: np.ndarray, weight: float) -> np.ndarray:
    """Scores moved towards the mean over the same word in the same text, by `weight` (0: not at all, 1: wholly).

    `scores` float32 `[tokens, tags]`; `types` int32 `[tokens]`, the same for the same word; `texts` int `[tokens]`,
    the number of the text that a token is in. The scores of a text do not depend on the other texts.
    """
    if not weight:
        return scores
    long_enough = np.flatnonzero(np.fromiter(map(len, words), np.int32, len(words)) >= SHORTEST)
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
