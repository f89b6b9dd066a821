import dataclasses

import keras
import numpy as np
import pytest

from ner_model.network import NetworkConfig, add_head, build_body, get_weights
from ner_model.tags import tags_of
from ner_model.vocabulary import Vocabulary
from training.corpora.tagged_corpus import Sentence
from training.fitting.batches import encode
from training.fitting.fit import Dev, Lesson, fit
from training.fitting.settings import TrainConfig

SIZES = NetworkConfig(character_dimensions=4, character_filters=4, hidden=8)
CONFIG = TrainConfig("tiny", corpus="bc5cdr", epochs=3, learning_rate=0.02, batch_tokens=60, average=0.9, network=SIZES)
WORDS = ["aspirin", "helps", "lithium", "we", "gave", "nothing"]


@pytest.fixture
def data():
    sentences = [
        Sentence(["we", "gave", "aspirin"], [0, 0, 1]),
        Sentence(["lithium", "helps"], [1, 0]),
        Sentence(["nothing", "helps"], [0, 0]),
        Sentence(["aspirin", "helps"], [1, 0]),
    ] * 40
    return encode(sentences, Vocabulary(WORDS))


def make_network():
    keras.utils.set_random_seed(1)
    return add_head(build_body(SIZES, words=len(WORDS) + 1, dimensions=5), SIZES, tags_of(["Chemical"]))


def train(network, data, config, folder, *, lost=0):
    fit(network, Lesson(data), Dev(data, lost), config, folder)


def last_f1(folder) -> float:
    header, *rows = (line.split(",") for line in (folder / "history.csv").read_text().splitlines())
    return float(rows[-1][header.index("f1")])


def test_it_goes_on_where_it_was_stopped(data, tmp_path):
    train(make_network(), data, dataclasses.replace(CONFIG, epochs=1), tmp_path)
    train(make_network(), data, dataclasses.replace(CONFIG, epochs=2), tmp_path)
    epochs = [line.split(",")[0] for line in (tmp_path / "history.csv").read_text().splitlines()]
    assert epochs == ["epoch", "1", "2"]


def test_a_finished_run_gives_its_weights_again(data, tmp_path):
    config = dataclasses.replace(CONFIG, epochs=1)
    first, again = make_network(), make_network()
    train(first, data, config, tmp_path)
    train(again, data, config, tmp_path)
    for path, value in get_weights(first).items():
        np.testing.assert_array_equal(value, get_weights(again)[path])


def test_it_learns_and_mentions_lost_in_alignment_count_as_missed(data, tmp_path):
    train(make_network(), data, CONFIG, tmp_path, lost=40)
    assert last_f1(tmp_path) == pytest.approx(2 * 120 / (120 + 160))
