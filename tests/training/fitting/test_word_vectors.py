import numpy as np

from training.fitting.word_vectors import WordVectors, merged, random_vectors, used_by

EVERYTHING = WordVectors(["the", "DNA", "acid", "0000"], np.arange(5, dtype=np.float32)[:, None])


def test_a_corpus_needs_the_unknown_word_and_the_words_it_holds():
    used = used_by(["The", "1998", "zzz", "the"], EVERYTHING)
    assert used.words == ["the", "0000"]
    assert used.vectors[:, 0].tolist() == [0, 1, 4]


def test_trained_vectors_return_to_their_places():
    used = used_by(["acid"], EVERYTHING)
    whole = merged(EVERYTHING, WordVectors(used.words, used.vectors + 100))
    assert whole.vectors[:, 0].tolist() == [100, 1, 2, 103, 4]
    assert EVERYTHING.vectors[0, 0] == 0


def test_random_vectors_are_for_words_that_come_twice():
    start = random_vectors(["The", "the", "1998", "2001", "once"], dimensions=3, seed=1)
    assert start.words == ["0000", "the"]
    assert start.vectors.shape == (3, 3)
