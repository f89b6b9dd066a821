import numpy as np
import pytest

from ner_model.vocabulary import Vocabulary
from ner_model.word_types import Capacity, WordTable, WordTypes
from tests.ner_model.networks import words_of


def lengths_of(words: list[str], known: np.ndarray, table: np.ndarray, rows: np.ndarray) -> None:
    table[rows] = np.array([[len(word)] for word in words], np.int64)


def make(describe=lengths_of, padding=0, shared=None):
    vocabulary = Vocabulary(["the", "of"])
    return WordTypes(
        describe, np.full(1, padding, np.int64), vocabulary, shared=shared, capacity=Capacity(most=10, kept=5)
    )


def features_of(words: list[str], types: WordTypes) -> list[int]:
    numbers = types.numbers(words_of(words))  # first: it may replace the table
    return types.table.take(numbers)[:, 0].tolist()


def test_rows_lead_to_the_features_of_their_words():
    assert features_of(["a", "bbb", "the", "a", "cc"], make()) == [1, 3, 3, 1, 2]


def test_a_word_is_described_once():
    asked = []
    types = make(lambda words, *rest: asked.extend(words) or lengths_of(words, *rest))
    types.numbers(words_of(["a", "the", "a"]))
    types.numbers(words_of(["the", "c"]))
    assert asked == ["a", "the", "c"]


def test_row_0_is_padding():
    types = make(padding=99)
    types.numbers(words_of(["a", "the"]))
    assert types.table.own[0, 0] == 99


def test_when_it_is_full_words_are_forgotten_and_all_stays_right():
    types = make()
    for start in range(0, 100, 5):
        words = ["the", *("x" * length for length in range(start + 1, start + 5))]
        assert features_of(words, types) == [3, *range(start + 1, start + 5)]
        assert len(types._index) <= 15


def test_shared_features_are_those_of_the_first_words_and_are_never_asked_for():
    asked = []
    describe = lambda words, *rest: asked.extend(words) or lengths_of(words, *rest)  # noqa: E731
    types = make(describe, shared=np.array([[-1], [-2]]))
    for start in range(0, 100, 5):
        words = ["of", "the", "The", *("x" * length for length in range(start + 1, start + 5))]
        assert features_of(words, types) == [-2, -1, 3, *range(start + 1, start + 5)]
    assert not {"of", "the"} & set(asked)
    assert len(types._index) <= 15


def test_numbers_of_any_shape_are_taken():
    table = WordTable(np.array([[1], [2]]), np.array([[3], [4], [5]]))
    assert table.take(np.array([[0, 4], [2, 1]]))[..., 0].tolist() == [[1, 5], [3, 2]]
    assert WordTable(np.empty((0, 1)), np.array([[3], [4]])).take(np.array([1, 0]))[:, 0].tolist() == [4, 3]


def test_rows_are_used_again():
    types = make()
    size = len(types.table.own)
    for start in range(0, 3 * size, 1000):
        features_of([str(number) for number in range(start, start + 1000)], types)
    assert len(types.table.own) == size


def test_the_vocabulary_is_asked_for_its_rows():
    asked = []
    types = make(lambda words, known, table, rows: asked.extend(known.tolist()))
    types.numbers(words_of(["of", "aspirin", "the"]))
    assert asked == [2, 0, 1]


def test_more_words_than_the_table_holds_at_once():
    types = make()
    words = [str(number) for number in range(40_000)]
    assert features_of(words, types) == [len(word) for word in words]


def test_very_long_words_are_not_kept_for_long():
    types = make()
    for number in range(6):
        assert features_of([f"{number}" * 1_000_000], types) == [1_000_000]
    assert types._index.letters() < 6_000_000


def test_a_word_that_could_not_be_described_is_not_taken_for_known():
    def fail(words, known, table, rows):
        raise MemoryError

    types = make(fail)
    for _ in range(2):
        with pytest.raises(MemoryError):
            types.numbers(words_of(["the"]))
