"""What scores the tags of tokens: a native kernel, or the Keras network."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from ner_model.arithmetic import Floats
from ner_model.batches import Windows
from ner_model.words import Words


class Engine(Protocol):
    """Words to numbers of their types, and types to tag scores."""

    def types(self, words: Words) -> npt.NDArray[np.int32]:
        """A number for each word, the same for the same word; they hold until the next call."""

    def scores(self, types: npt.NDArray[np.int32], windows: Windows) -> Floats:
        """Tag scores of each token, float32 `[tokens, tags]`; every token is kept by one of the windows."""
