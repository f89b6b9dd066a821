import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ner_model.native_library import LEVEL, library_in_use
from ner_model.word_index import DictionaryIndex, NativeIndex, make_index
from tests.ner_model.networks import words_of


@pytest.fixture(params=["compiled", "dictionary"])
def index(request):
    if request.param == "dictionary":
        return DictionaryIndex()
    if not library_in_use():
        pytest.skip("the kernel is not compiled: python setup.py build_ext --inplace")
    return NativeIndex(library_in_use())


def rows_of(index, words: list[str]) -> list[int]:
    return index.find(words_of(words)).tolist()


def add(index, words: list[str], rows: list[int]) -> None:
    index.add(words_of(words), np.array(rows, np.int32))


LOOKS_UP_TO_THE_END = """
import threading
import numpy as np
from ner_model.native_library import library_in_use
from ner_model.word_index import NativeIndex
from tests.ner_model.networks import words_of

index, words = NativeIndex(library_in_use()), words_of([str(number) for number in range(2_000)])
index.add(words, np.arange(2_000, dtype=np.int32))

def look_up():
    while True:
        index.find(words)

for _ in range(4):
    threading.Thread(target=look_up, daemon=True).start()
"""


@pytest.mark.skipif(not library_in_use(), reason="the kernel is not compiled: python setup.py build_ext --inplace")
def test_threads_that_look_up_until_the_process_ends_do_not_crash_it():
    ended = subprocess.run([sys.executable, "-c", LOOKS_UP_TO_THE_END], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_words_lead_to_their_rows(index):
    add(index, ["the", "aspirin", "β", "\U0001d6fc"], [5, 6, 7, 8])
    assert rows_of(index, ["\U0001d6fc", "aspirin", "the", "The", "asp", "β"]) == [8, 6, 5, -1, -1, 7]


def test_all_words_are_forgotten(index):
    add(index, ["one", "two", "three"], [1, 9, 2])
    assert (len(index), index.letters()) == (3, 11)
    assert sorted(index.forget(0).tolist()) == [1, 2, 9]
    assert rows_of(index, ["one", "two", "three"]) == [-1, -1, -1]
    add(index, ["two"], [4])
    assert rows_of(index, ["two", "three"]) == [4, -1]
    assert (len(index), index.letters()) == (1, 3)


def test_words_that_are_kept_are_not_forgotten_or_counted(index):
    add(index, ["of", "the"], [0, 1])
    index.keep()
    assert (len(index), index.letters()) == (0, 0)
    for row in (7, 8):
        add(index, ["one"], [row])
        assert (len(index), index.letters()) == (1, 3)
        assert rows_of(index, ["the", "one", "of"]) == [1, row, 0]
        assert index.forget(0).tolist() == [row]
        assert rows_of(index, ["the", "one", "of"]) == [1, -1, 0]


def test_the_compiled_index_forgets_first_what_was_not_looked_for_longest():
    if not library_in_use():
        pytest.skip("the kernel is not compiled: python setup.py build_ext --inplace")
    index = NativeIndex(library_in_use())
    add(index, ["one", "two", "three"], [1, 2, 3])
    rows_of(index, ["three"])
    rows_of(index, ["one", "four"])
    add(index, ["four"], [4])
    assert index.forget(3).tolist() == [2]
    assert index.forget(3).tolist() == []
    assert index.forget(1).tolist() == [1, 3, 4]  # two were looked for last, and only one may stay
    assert len(index) == 0


def test_many_words_and_long_ones_have_room(index):
    words = [*(f"word{number}" for number in range(20_000)), "x" * 100_000]
    add(index, words, list(range(len(words))))
    assert rows_of(index, words) == list(range(len(words)))
    assert len(index.forget(10)) == 20_001


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.text("ab", min_size=1, max_size=5), min_size=1, unique=True), max_size=6))
def test_both_kinds_are_alike(batches):
    if not library_in_use():
        pytest.skip("the kernel is not compiled: python setup.py build_ext --inplace")
    one, other = NativeIndex(library_in_use()), DictionaryIndex()
    for number, words in enumerate(batches):
        found = rows_of(one, words)
        assert found == rows_of(other, words)
        new = [word for word, row in zip(words, found, strict=True) if row < 0]
        for index in (one, other):
            if new:
                add(index, new, list(range(number, number + len(new))))
        if number % 3 == 2:
            assert sorted(one.forget(0)) == sorted(other.forget(0))


def test_the_environment_chooses(monkeypatch):
    monkeypatch.setenv(LEVEL, "numpy")
    assert isinstance(make_index(), DictionaryIndex)
