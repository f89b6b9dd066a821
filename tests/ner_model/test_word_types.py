import numpy as np

from ner_model.word_types import Capacity, WordTypes


def lengths_of(words: list[str]) -> np.ndarray:
    return np.array([[len(word)] for word in words], np.int64)


SMALL = Capacity(frequent=3, others=10)


def make(describe=lengths_of, padding=0, capacity=SMALL):
    """Words with an e are frequent."""
    return WordTypes(describe, np.full(1, padding, np.int64), lambda word: "e" in word, capacity)


def features_of(words: list[str], types: WordTypes) -> list[int]:
    rows = types.rows(words)  # first: it may replace the table
    return types.features[rows, 0].tolist()


def test_rows_lead_to_the_features_of_their_words():
    assert features_of(["a", "bbb", "the", "a", "cc"], make()) == [1, 3, 3, 1, 2]


def test_a_word_is_described_once():
    asked = []
    types = make(lambda words: asked.extend(words) or lengths_of(words))
    types.rows(["a", "the", "a"])
    types.rows(["the", "c"])
    assert asked == ["a", "the", "c"]


def test_row_0_is_padding():
    types = make(padding=99)
    types.rows(["a", "the"])
    assert types.features[0, 0] == 99


def test_when_it_is_full_all_but_frequent_words_are_forgotten():
    asked = []
    types = make(lambda words: asked.extend(words) or lengths_of(words))
    types.rows(["the", "he", "a"])
    for start in range(0, 100, 5):
        words = ["x" * length for length in range(start, start + 5)]
        assert features_of(words, types) == list(range(start, start + 5))
        assert len(types._rows) <= 2 + 15
    asked.clear()
    assert features_of(["the", "he", "a"], types) == [3, 2, 1]
    assert asked == ["a"]


def test_more_frequent_words_than_there_are_places_for_are_kept_like_others():
    types = make()
    words = ["e" * length for length in range(1, 9)]
    assert features_of(words, types) == list(range(1, 9))


def test_more_words_than_the_table_holds_at_once():
    types = make()
    words = [str(number) for number in range(40_000)]
    assert features_of(words, types) == [len(word) for word in words]
