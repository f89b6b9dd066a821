import logging

import numpy as np
import pytest

from ner_model import native_engine
from ner_model.batches import Windows
from ner_model.errors import Refused
from ner_model.features import character_ids
from ner_model.model_folder import open_model
from ner_model.native_engine import NativeEngine, open_kernel
from ner_model.native_library import LEVEL, Unavailable
from ner_model.numpy_kernel import NumpyKernel
from ner_model.packed_network import pack_network
from ner_model.vocabulary import Vocabulary
from tests.ner_model.networks import random_weights, words_of


@pytest.fixture(scope="module")
def engine(tiny_model):
    return NativeEngine(open_model(tiny_model), "numpy")


def test_rows_are_those_of_the_vector_and_the_spelling_of_words_known_or_not(engine, tiny_model):
    model = open_model(tiny_model)
    words, known = ["aspirin", "zzz", "qqq", "of"], np.array([3, 0, 0, 2], np.int32)
    kernel = NumpyKernel(pack_network(model.weights(), model.config["network"]["feature_range"]))
    features = np.concatenate([model.vectors()[known], np.zeros((4, 6), np.int8)], axis=1)
    kernel.spell(character_ids(words), features)
    expected, found = np.zeros((2, 4, 128), np.int16)
    kernel.project(features, expected, np.arange(4))
    engine.describe(words, known, found, np.arange(4, dtype=np.int32))
    assert np.array_equal(found, expected)
    assert not np.array_equal(found[1], found[2])


def test_a_word_is_described_alike_alone_and_among_others(engine):
    words = [f"word{number}" for number in range(150)]
    known = np.arange(150, dtype=np.int32) % 10
    alone, together = np.zeros((2, 150, 128), np.int16)
    engine.describe(words, known, together, np.arange(150))
    for number, word in enumerate(words):
        engine.describe([word], known[number : number + 1], alone, np.array([number]))
    assert np.array_equal(alone, together)
    assert together.any()


def test_the_first_words_of_the_vocabulary_have_the_features_of_any_word(engine, tiny_model):
    words = open_model(tiny_model).words()
    shared, own = engine._table.table
    engine.describe(words, np.arange(1, len(words) + 1, dtype=np.int32), own, np.arange(len(words)))
    assert np.array_equal(shared, own[: len(words)])
    assert not shared.flags.writeable


def test_more_words_than_are_made_at_once(tiny_model, monkeypatch):
    engine = NativeEngine(open_model(tiny_model), "numpy")
    monkeypatch.setattr(native_engine, "_PART", 5)
    words = open_model(tiny_model).words()
    parts = list(engine._rows_of(words, Vocabulary(words)))
    assert [len(part) for part in parts] == [5, 5, 3]
    assert np.array_equal(np.concatenate(parts), engine._table.table.shared)


def test_the_same_word_has_the_same_type_and_scores(engine):
    types = engine.types(words_of(["aspirin", "the", "aspirin"]))
    assert types[0] == types[2] != types[1]
    each = np.arange(3)
    scores = engine.scores(types, Windows(each, each + 1, each, each + 1))
    assert scores.shape == (3, 5)
    assert np.array_equal(scores[0], scores[2])


def test_the_level_is_taken_from_the_environment(tiny_model, monkeypatch):
    monkeypatch.setenv(LEVEL, "numpy")
    assert NativeEngine(open_model(tiny_model)).kernel.name == "numpy"


def test_a_level_that_there_is_not_is_refused():
    with pytest.raises(Refused, match=f"{LEVEL}: must be one of .*'numpy'"):
        open_kernel(pack_network(random_weights(3), 4.0), "sse9")


def test_without_a_library_numpy_takes_over_and_says_so_once(monkeypatch, caplog):
    def refuse(network, level):
        raise Unavailable("nothing was compiled")

    monkeypatch.setattr(native_engine, "NativeKernel", refuse)
    native_engine._tell_once.cache_clear()
    with caplog.at_level(logging.WARNING):
        kernels = [open_kernel(pack_network(random_weights(3), 4.0)) for _ in range(2)]
    assert [kernel.name for kernel in kernels] == ["numpy", "numpy"]
    (message,) = caplog.messages
    assert message.startswith("nothing was compiled")
