import gzip
import json

import numpy as np
import pytest

from training import embeddings
from training.embeddings import load_vectors, save_vectors, sentences


@pytest.fixture
def text(tmp_path):
    folder = tmp_path / "text"
    folder.mkdir()
    record = {"title": "Aspirin in 1998.", "abstract": "Patients had Aspirin. " * 30, "body": "The DNA was fine. " * 30}
    with gzip.open(folder / "a.jsonl.gz", "wt") as file:
        file.write(json.dumps(record) + "\n")
    return folder


def test_sentences_become_lines_of_normalised_words():
    assert list(sentences("Aspirin in 1998. The DNA.")) == ["aspirin in 0000 .\n", "the DNA .\n"]


def test_vectors_come_out_of_text(text, tmp_path):
    embeddings.main([f"--text={text}", f"--output={tmp_path / 'out'}", "--workers=1"])
    words, vectors = load_vectors(tmp_path / "out")
    assert {"patients", "aspirin", "DNA"} <= set(words)
    assert vectors.shape == (len(words), 200)
    assert np.mean(vectors**2) == pytest.approx(1, abs=0.01)


def test_vectors_go_to_disk_and_back(tmp_path):
    save_vectors(tmp_path, ["a", "b"], np.array([[1.0], [2.0]]))
    words, vectors = load_vectors(tmp_path)
    assert (words, vectors.tolist()) == (["a", "b"], [[1.0], [2.0]])


def test_vectors_that_do_not_fit_their_words_are_refused(tmp_path):
    save_vectors(tmp_path, ["a", "b"], np.zeros((3, 1)))
    with pytest.raises(ValueError, match="2 words for 3 vectors"):
        load_vectors(tmp_path)
