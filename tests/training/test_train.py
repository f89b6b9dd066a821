"""The whole way from corpus to tagger, on miniatures."""

import argparse
import dataclasses
import gzip
import json

import numpy as np
import pytest

from ner_model.network import NetworkConfig
from ner_model.tagger import load
from ner_model.tags import tags_of
from training import train
from training.embeddings import save_vectors

TINY = NetworkConfig(character_dimensions=4, character_filters=4, hidden=8)


@pytest.fixture
def arguments(monkeypatch, tmp_path, data_dir, cache):
    small = {name: dataclasses.replace(config, epochs=1, network=TINY) for name, config in train.CONFIGS.items()}
    monkeypatch.setattr(train, "CONFIGS", small)
    words = ["the", "of", "and", "was", "in", ".", ","]
    save_vectors(tmp_path / "embeddings", words, np.random.default_rng(0).normal(size=(len(words), 6)))
    return [f"--data_dir={data_dir}", f"--cache={cache}"]


def test_a_tagger_is_trained_and_then_another_from_it(arguments, tmp_path):
    general, fine = tmp_path / "general", tmp_path / "bc5cdr"
    train.main(["general", f"--embeddings={tmp_path / 'embeddings'}", f"--output={general}", *arguments])
    train.main(["bc5cdr", f"--init={general / 'model'}", f"--output={fine}", *arguments])
    assert load(str(general / "model")).labels[:2] == ["geo", "tim"]
    assert load(str(fine / "model")).labels == ["Chemical", "Disease"]
    assert json.loads((fine / "train_config.json").read_text())["corpus"] == "bc5cdr"
    assert {path.name for path in fine.iterdir()} >= {"history.csv", "curves.png", "checkpoints", "tensorboard"}


def test_without_a_start_vectors_are_random(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    train.main(["bc5cdr", *arguments])
    assert load("runs/bc5cdr/model").labels == ["Chemical", "Disease"]


def test_related_corpora_are_learned_beside_the_main_one(arguments, tmp_path, monkeypatch):
    monkeypatch.setattr(train, "HEADS", ("biored",))
    folder = tmp_path / "related" / "biored"
    folder.mkdir(parents=True)
    with gzip.open(folder / "Train.PubTator.gz", "wt") as file:
        file.write("1|t|Gout in rats.\n1|a|\n1\t0\t4\tGout\tDisease\tD1\n1\t8\t12\trats\tSpecies\t1\n\n")
    train.main(["related", f"--related={tmp_path / 'related'}", f"--output={tmp_path / 'out'}", *arguments])
    assert load(str(tmp_path / "out" / "model")).labels == ["Chemical", "Disease"]


def test_output_layers_are_taken_over_where_the_tags_are_the_same(tiny_model):
    args = argparse.Namespace(embeddings=None, init=str(tiny_model))
    _, same = train.starting_point(args, [], TINY, tags_of(["Chemical", "Disease"]))
    _, other = train.starting_point(args, [], TINY, tags_of(["Disease"]))
    assert set(same) - set(other) == {"scores/kernel", "scores/bias", "crf/transitions", "crf/starts", "crf/ends"}


def test_two_starts_are_refused(arguments):
    with pytest.raises(SystemExit):
        train.main(["general", "--init=general", "--embeddings=somewhere", *arguments])
