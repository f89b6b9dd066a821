"""The part of an output layer that silent labels have: learned afterwards, it leaves all other scores as they were."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from ner_model.tags import OUTSIDE


def silent_part(
    shapes: Mapping[str, Sequence[int]], tags: Sequence[str], silent: Collection[str]
) -> dict[str, np.ndarray]:
    """Which entries of the weights of an output layer belong to tags of silent labels, 1 or 0 in float32, by path.

    >>> silent_part({"crf/transitions": (3, 3)}, ["O", "B-Gene", "I-Gene"], ["Gene"])["crf/transitions"].tolist()
    [[0.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    """
    is_silent = np.array([tag != OUTSIDE and tag[2:] in silent for tag in tags])
    parts = {}
    for path, shape in shapes.items():
        part = np.zeros(shape, bool)
        for axis, size in enumerate(shape):
            if size == len(tags):
                part |= is_silent.reshape([-1 if each == axis else 1 for each in range(len(shape))])
        parts[path] = part.astype(np.float32)
    return parts
