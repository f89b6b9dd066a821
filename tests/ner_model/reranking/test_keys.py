import numpy as np
import pytest

from ner_model.reranking.keys import LETTERS, span_keys, word_keys
from tests.ner_model.networks import words_of


def key_of(*words: str) -> int:
    keys = word_keys(words_of(list(words)))
    return int(span_keys(keys, np.array([0]), np.array([len(words)]))[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Aspirin"], ["aspirin"]),
        (["RENAL", "Failure"], ["renal", "failure"]),
        (["seizure"], ["seizures"]),
        (["anti", "-", "oxidant"], ["anti", "oxidant"]),
        (["x" * LETTERS + "a"], ["x" * LETTERS + "b"]),  # letters after the 32nd do not count
    ],
)
def test_what_differs_in_case_hyphens_and_plural_has_one_key(one, other):
    assert key_of(*one) == key_of(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["virus"], ["viru"]),
        (["sepsis"], ["sepsi"]),
        (["loss"], ["los"]),
        (["gas"], ["ga"]),
        (["α"], ["Α"]),  # only letters of ASCII are taken to be alike
        (["a", "b"], ["b", "a"]),
        (["a", "b"], ["ab"]),
        (["x" * 40], ["x" * 41]),
        (["-", "1"], ["1", "1"]),
    ],
)
def test_other_differences_count(one, other):
    assert key_of(*one) != key_of(*other)


def test_keys_are_those_of_the_written_rule():
    """FNV-1a of the letters, from a basis that holds their number; spans spread the keys of their words."""
    key = 0xCBF29CE484222325 ^ 2
    for letter in b"of":
        key = (key ^ letter) * 0x100000001B3 % 2**64
    assert word_keys(words_of(["Of"])).tolist() == [key]
    assert key_of("Of") == (key * 0x9E3779B97F4A7C15 % 2**64) >> 32


def test_without_words_there_are_no_keys():
    assert word_keys(words_of([])).tolist() == []
    nothing = np.zeros(0, np.int64)
    assert span_keys(np.zeros(0, np.uint64), nothing, nothing).tolist() == []
