import numpy as np

from ner_model.word_types import WordTypes


def lengths_of(words: list[str]) -> np.ndarray:
    return np.array([[len(word)] for word in words], np.uint8)


def features_of(words: list[str], types: WordTypes) -> list[int]:
    rows = types.rows(words)  # first: it may replace the table
    return types.features[rows, 0].tolist()


def test_rows_lead_to_the_features_of_their_words():
    types = WordTypes(lengths_of, np.zeros(1, np.uint8))
    rows = types.rows(["a", "bbb", "a", "cc"])
    assert types.features[rows, 0].tolist() == [1, 3, 1, 2]


def test_a_word_is_described_once():
    asked = []
    types = WordTypes(lambda words: asked.extend(words) or lengths_of(words), np.zeros(1, np.uint8))
    types.rows(["a", "b", "a"])
    types.rows(["b", "c"])
    assert asked == ["a", "b", "c"]


def test_row_0_is_padding():
    types = WordTypes(lengths_of, np.full(1, 99, np.uint8))
    types.rows(["a"])
    assert types.features[0, 0] == 99


def test_a_full_table_is_emptied_and_still_right():
    types = WordTypes(lengths_of, np.zeros(1, np.uint8), capacity=10)
    for start in range(0, 100, 5):
        words = ["x" * length for length in range(start, start + 5)]
        assert features_of(words, types) == list(range(start, start + 5))
        assert len(types._rows) <= 15


def test_more_words_than_the_table_holds_at_once():
    types = WordTypes(lengths_of, np.zeros(1, np.uint8), capacity=10)
    words = [str(number) for number in range(5000)]
    assert features_of(words, types) == [len(word) for word in words]
