import numpy as np

from ner_model.linking.arrays import inverted, lists_from

LISTS = lists_from([[2, 0], [], [2], [1]])


def test_several_lists_come_one_after_the_other():
    values, at = LISTS.several(np.array([2, 1, 0]))
    assert values.tolist() == [2, 2, 0]
    assert at.tolist() == [0, 1, 1]


def test_the_inverse_says_who_holds_a_value():
    owners = inverted(LISTS, 4)
    assert [owners.of(value).tolist() for value in range(4)] == [[0], [3], [0, 2], []]
