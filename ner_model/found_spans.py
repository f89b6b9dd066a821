"""What a decoder finds in many sentences."""

from typing import Any, NamedTuple

import numpy.typing as npt


class FoundSpans(NamedTuple):
    """Spans in reading order, as columns; tokens are counted over all sentences, `labels` are label ids."""

    sentences: npt.NDArray[Any]
    firsts: npt.NDArray[Any]
    ends: npt.NDArray[Any]
    labels: npt.NDArray[Any]
    probabilities: npt.NDArray[Any]
