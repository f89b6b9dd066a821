"""Corpora that annotate only some of the labels that a tagger decodes.

A token outside of all mentions of such a corpus is not known to be outside: it may be of any label that the corpus
does not annotate. Its tag id says which ones, and training sums over all of them (Tsuboi et al. 2008,
https://aclanthology.org/C08-1113).
"""

from collections.abc import Collection, Sequence

import numpy as np

from ner_model.tags import tags_of


def outside_id(labels: Sequence[str], annotated: Collection[str]) -> int:
    """The tag id of tokens outside of all mentions, where a corpus annotates only some of the labels.

    >>> outside_id(["Chemical", "Gene"], ["Chemical", "Gene"]), outside_id(["Chemical", "Gene"], ["Chemical"])
    (0, 6)
    """
    missing = sum(1 << number for number, label in enumerate(labels) if label not in annotated)
    return len(tags_of(labels)) - 1 + missing if missing else 0


def readings_of(labels: Sequence[str]) -> np.ndarray:
    """Which tags a token may have, for each tag id in training: bool `[ids, tags]`.

    >>> readings_of(["Chemical"]).astype(int).tolist()
    [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]
    """
    tags = len(tags_of(labels))
    certain = np.eye(tags, dtype=bool)
    missing = np.arange(1, 1 << len(labels))[:, None] >> np.arange(len(labels)) & 1
    uncertain = np.pad(np.repeat(missing.astype(bool), 2, axis=1), ((0, 0), (1, 0)), constant_values=True)
    return np.concatenate([certain, uncertain])
