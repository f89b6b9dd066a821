import numpy as np

from ner_model.tags import tags_of
from training.fitting.silent_part import silent_part

TAGS = tags_of(["Chemical", "Gene"])
SHAPES = {"scores/kernel": (2, 5), "scores/bias": (5,), "crf/transitions": (5, 5)}


def test_columns_and_transitions_of_silent_labels_are_learned_and_no_others():
    part = silent_part(SHAPES, TAGS, ["Gene"])
    assert part["scores/bias"].tolist() == [0, 0, 0, 1, 1]
    assert part["scores/kernel"].tolist() == [[0, 0, 0, 1, 1]] * 2
    assert np.flatnonzero(part["crf/transitions"] == 0).tolist() == [0, 1, 2, 5, 6, 7, 10, 11, 12]


def test_without_silent_labels_nothing_is_learned():
    assert not any(part.any() for part in silent_part(SHAPES, TAGS, []).values())
