"""Networks of any size with random weights, for the kernels."""

import numpy as np

from ner_model.batches import Windows

FILTERS, CHARACTERS, DIMENSIONS = 7, 20, 5


def random_weights(hidden: int, tags: int = 5, *, size: float = 0.5, seed: int = 0) -> dict[str, np.ndarray]:
    """Weights as `get_weights` names them: words of 5 dimensions, 7 filters over 20 characters."""
    generator = np.random.default_rng(seed)
    shapes = {
        "characters_embedding/embeddings": (CHARACTERS, 4),
        "convolution/kernel": (1, 3, 4, FILTERS),
        "convolution/bias": (FILTERS,),
        "scores/kernel": (2 * hidden, tags),
        "scores/bias": (tags,),
    }
    for name in ("forward", "backward"):
        shapes[f"lstm/{name}_direction/lstm_cell/kernel"] = (DIMENSIONS + FILTERS, 4 * hidden)
        shapes[f"lstm/{name}_direction/lstm_cell/recurrent_kernel"] = (hidden, 4 * hidden)
        shapes[f"lstm/{name}_direction/lstm_cell/bias"] = (4 * hidden,)
    return {name: generator.normal(0, size, shape).astype(np.float32) for name, shape in shapes.items()}


def sentences(lengths: list[int]) -> Windows:
    """Sentences one after the other, each in a window of its own."""
    ends = np.cumsum(lengths)
    starts = ends - lengths
    return Windows(starts, ends, starts, ends)
