"""Networks of any size with random weights, for the kernels."""

import numpy as np

from ner_model.batches import Windows
from ner_model.word_types import WordTable
from ner_model.words import Words

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


def rows_of(kernel, features: np.ndarray, width: int) -> np.ndarray:
    """Rows of the word table of all words, int16 `[words, width]`."""
    table = np.zeros((len(features), width), np.int16)
    kernel.project(features, table, np.arange(len(features), dtype=np.int32))
    return table


def table_of(rows: np.ndarray) -> WordTable:
    """A word table that shares the first third of its rows."""
    third = len(rows) // 3
    return WordTable(rows[:third].copy(), rows[third:].copy())


def words_of(words: list[str]) -> Words:
    """Words as they stand in a text, a space between them."""
    lengths = np.array([len(word) for word in words], np.int64)
    starts = np.cumsum(lengths + 1) - lengths - 1
    return Words(" ".join(words), starts, starts + lengths)
