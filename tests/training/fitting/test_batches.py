import numpy as np
import pytest

from ner_model.vocabulary import Vocabulary
from training.corpora.tagged_corpus import Sentence
from training.fitting.batches import (
    BUCKETS,
    count_batches,
    encode,
    evaluation_batches,
    training_batches,
)


@pytest.fixture(scope="module")
def encoded():
    generator = np.random.default_rng(0)
    lengths = generator.integers(1, 250, 300)
    sentences = [Sentence([f"w{number}"] * length, [1] + [0] * (length - 1)) for number, length in enumerate(lengths)]
    return encode(sentences, Vocabulary([f"w{number}" for number in range(200)]))


def first_words(batches) -> list[int]:
    return [int(word) for (word_ids, _), _ in batches for word in word_ids[:, 0]]


def test_an_epoch_has_each_sentence_once(encoded):
    words = first_words(training_batches(encoded, 1000, seed=1))
    assert sorted(words) == [0] * 100 + list(range(1, 201))


def test_the_order_depends_on_the_seed_alone(encoded):
    one, again, other = (first_words(training_batches(encoded, 1000, seed=seed)) for seed in (1, 1, 2))
    assert one == again != other


def test_the_number_of_batches_is_known(encoded):
    assert count_batches(encoded.lengths, 1000) == len(list(training_batches(encoded, 1000, seed=1)))


def test_tags_are_minus_1_and_inputs_0_after_the_end_of_a_sentence(encoded):
    for (word_ids, characters), tags in evaluation_batches(encoded, 1000):
        after = tags.numpy() < 0
        assert not word_ids.numpy()[after].any()
        assert not characters.numpy()[after].any()
        assert characters.numpy()[~after].any(axis=-1).all()


def test_batches_keep_to_their_tokens(encoded):
    for _, tags in evaluation_batches(encoded, 1000):
        assert tags.shape[0] == 1 or tags.shape[0] * tags.shape[1] <= 1000 or tags.shape[1] > BUCKETS[-1]


def test_an_unknown_word_has_row_0_and_still_its_characters():
    encoded = encode([Sentence(["zzz"], [0])], Vocabulary(["a"]))
    assert encoded.word_ids.tolist() == [0]
    assert encoded.characters[0].any()
