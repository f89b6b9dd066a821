import itertools

import numpy as np

from ner_model.tags import tags_of
from training.corpora.partial import outside_id, readings_of

LABELS = ["Chemical", "Disease", "Gene"]


def test_a_token_outside_may_be_of_any_label_that_is_not_annotated():
    readings = readings_of(LABELS)
    for size in range(3):
        for annotated in itertools.combinations(LABELS, size):
            possible = {"O"} | {f"{prefix}-{label}" for label in set(LABELS) - set(annotated) for prefix in "BI"}
            row = readings[outside_id(LABELS, annotated)]
            assert {tag for tag, is_possible in zip(tags_of(LABELS), row, strict=True) if is_possible} == possible


def test_a_tag_is_read_as_itself():
    np.testing.assert_array_equal(readings_of(LABELS)[:7], np.eye(7, dtype=bool))
