"""What is known of names: how a corpus annotates them and the words around them, and which dictionaries have them."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats

Keys32 = npt.NDArray[np.uint32]

EDGES = 4  # words of a mention: the one before it, its first one, its last one, the one after


class Lexicon(NamedTuple):
    """Sorted keys, each with what is known of it.

    `names` uint32 `[names]`, of which `told` float32 `[names]` is how often a corpus has them, and `annotated` float32
    `[names, labels]` how often as a mention. `words` uint32 `[words]`, of which `edges` float32 `[words, labels, 4]`
    is how often they are the word before a mention, its first one, its last one and the one after. `listed` uint32
    `[names]`, of which `kinds` uint8 `[names]` has a bit for each kind of dictionary.
    """

    names: Keys32
    told: Floats
    annotated: Floats
    words: Keys32
    edges: Floats
    listed: Keys32
    kinds: npt.NDArray[np.uint8]


def find(keys: Keys32, wanted: Keys32, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The values of the wanted keys, 0 where a key is unknown.

    >>> find(np.array([2, 5], np.uint32), np.array([5, 3], np.uint32), np.array([7, 9]))
    array([9, 0])
    """
    if not len(keys):
        return np.zeros((len(wanted), *values.shape[1:]), values.dtype)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    is_known = keys[at] == wanted
    found = values[at]
    found[~is_known] = 0
    return found
