import numpy as np

from benchmarks.texts import documents, vocabulary, write_documents
from ner_model.text import tokenize


def words_of(number: int) -> list[str]:
    return [word for record in documents(number) for word in tokenize(record["abstract"]).words]


def test_a_seed_gives_the_same_texts():
    assert list(documents(3, seed=1)) == list(documents(3, seed=1))
    assert list(documents(3, seed=1)) != list(documents(3, seed=2))


def test_a_longer_corpus_begins_with_the_shorter():
    assert list(documents(5))[:2] == list(documents(2))


def test_words_come_again_as_often_as_in_abstracts():
    words = words_of(100)
    assert 4 < len(words) / len(set(words)) < 10


def test_sentences_are_as_long_as_in_abstracts():
    lengths = np.concatenate([np.diff(tokenize(record["abstract"]).first_tokens) for record in documents(50)])
    assert 20 < lengths.mean() < 35


def test_the_vocabulary_holds_each_word_once():
    assert len(vocabulary()) == len(set(vocabulary()))
    assert {"the", "aspirin", "asthma"} < set(vocabulary())


def test_a_file_has_a_record_on_each_line(tmp_path):
    write_documents(tmp_path / "a.jsonl", number=3)
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 3
