import json

import numpy as np
import pytest

from ner_model.model_folder import FILES, open_model
from training.serving.export import eight_bits, write_card


def test_a_folder_has_every_file_and_opens(tiny_model):
    assert {path.name for path in tiny_model.iterdir()} == {*FILES, "model_card.json"}
    assert open_model(tiny_model).config["network"]["hidden"] == 8


def test_the_card_holds_the_settings_of_the_training(tiny_model):
    card = json.loads((tiny_model / "model_card.json").read_text())
    assert (card["name"], card["training"]["corpus"]) == ("tiny", "bc5cdr")


def test_no_file_of_a_model_is_a_pickle(tiny_model):
    for name in ("vectors.npy", "weights.npz"):
        assert np.load(tiny_model / name, allow_pickle=False) is not None


def test_vectors_are_clipped_and_rounded_to_eight_bits():
    assert eight_bits(np.array([[0.0, 4.0, -9.0, 0.02]]), 4.0).tolist() == [[0, 127, -127, 1]]


def test_the_card_is_written_anew_after_a_change(tiny_model, tmp_path):
    for name in FILES:
        (tmp_path / name).write_bytes((tiny_model / name).read_bytes())
    (tmp_path / "words.txt").write_text("a")
    write_card(tmp_path, {"name": "x"})
    assert open_model(tmp_path).words() == ["a"]
    (tmp_path / "words.txt").write_text("b")
    with pytest.raises(ValueError, match=r"words\.txt"):
        open_model(tmp_path)
