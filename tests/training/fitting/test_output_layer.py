import numpy as np

from training.fitting.output_layer import output_of_tags, readings_of_tags

KNOWN, WANTED = ["O", "B-a", "I-a"], ["O", "B-b", "I-b", "B-a", "I-a"]


def test_an_output_layer_keeps_what_it_has_of_tags_that_it_knows():
    weights = {
        "scores/kernel": np.arange(9.0).reshape(3, 3),
        "crf/transitions": np.arange(9.0).reshape(3, 3),
        "lstm/bias": np.zeros(3),
    }
    chosen = output_of_tags(weights, KNOWN, WANTED)
    assert chosen["scores/kernel"].tolist() == [[0, 0, 0, 1, 2], [3, 0, 0, 4, 5], [6, 0, 0, 7, 8]]
    assert chosen["crf/transitions"][3].tolist() == [3, 0, 0, 4, 5]
    assert set(chosen) == {"scores/kernel", "crf/transitions"}


def test_outside_of_mentions_a_token_may_be_of_what_is_not_annotated():
    readings = readings_of_tags(WANTED, ["b"])
    assert readings[0].tolist() == [True, False, False, True, True]
    assert readings[1:].tolist() == np.eye(5, dtype=bool)[1:].tolist()


def test_where_all_is_annotated_each_tag_is_itself():
    assert readings_of_tags(WANTED, ["a", "b"]) is None
