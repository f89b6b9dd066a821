import numpy as np

from ner_model.reranking.trees import LEAF, Trees

# The first tree asks whether feature 0 is at most 1, then feature 1 at most 5; the second one is a leaf.
TREES = Trees(
    np.array([0, 5], np.int32),
    np.array([0, 1, LEAF, LEAF, LEAF, LEAF], np.int32),
    np.array([1, 5, 10, 20, 30, 0.5], np.float32),
    np.array([4, 3, 0, 0, 0, 0], np.int32),
    np.array([100], np.float32),
)


def test_a_row_gets_the_start_and_the_leaf_of_each_tree():
    rows = np.array([[1, 5], [1, 6], [2, 0]], np.float32)
    assert TREES.sums(rows).tolist() == [110.5, 120.5, 130.5]


def test_without_rows_there_are_no_sums():
    assert TREES.sums(np.zeros((0, 2), np.float32)).tolist() == []
