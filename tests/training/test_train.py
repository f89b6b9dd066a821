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

MIXTURE = {"tmvar3": 1, "drugprot": 1}
TINY = NetworkConfig(character_dimensions=4, character_filters=4, hidden=8)


@pytest.fixture
def arguments(monkeypatch, tmp_path, data_dir, cache):
    small = {
        name: dataclasses.replace(config, epochs=1, network=TINY, mixture=MIXTURE if config.mixture else {})
        for name, config in train.CONFIGS.items()
    }
    monkeypatch.setattr(train, "CONFIGS", small)
    words = ["the", "of", "and", "was", "in", ".", ","]
    save_vectors(tmp_path / "embeddings", words, np.random.default_rng(0).normal(size=(len(words), 6)))
    return [f"--data_dir={data_dir}", f"--cache={cache}"]


@pytest.fixture
def related(tmp_path):
    """Two related corpora of a document each."""
    folder = tmp_path / "related"
    for name, label in (("tmvar3_corpus", "Disease"), ("drugprot", "Gene")):
        path = folder / "pubtator" / f"{name}.PubTator.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt") as file:
            file.write(f"1|t|Gout in rats.\n1|a|\n1\t0\t4\tGout\t{label}\tD1\n1\t8\t12\trats\tSpecies\t1\n\n")
    return folder


def test_a_tagger_is_trained_and_then_another_from_it(arguments, related, tmp_path):
    general, fine = tmp_path / "general", tmp_path / "bc5cdr"
    train.main(["general", f"--embeddings={tmp_path / 'embeddings'}", f"--output={general}", *arguments])
    train.main(["bc5cdr", f"--init={general / 'model'}", f"--related={related}", f"--output={fine}", *arguments])
    assert load(str(general / "model")).labels[:2] == ["geo", "tim"]
    assert load(str(fine / "model")).labels == ["Chemical", "Disease"]
    assert json.loads((fine / "train_config.json").read_text())["corpus"] == "bc5cdr"
    assert {path.name for path in fine.iterdir()} >= {"history.csv", "curves.png", "checkpoints", "tensorboard"}


def test_without_a_start_vectors_are_random(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    train.main(["general", *arguments])
    assert load("runs/general/model").labels[:2] == ["geo", "tim"]


def test_labels_of_related_corpora_alone_are_decoded_and_not_written(arguments, related, tmp_path):
    train.main(["bc5cdr", f"--related={related}", f"--output={tmp_path / 'out'}", *arguments])
    assert load(str(tmp_path / "out" / "model")).labels == ["Chemical", "Disease"]
    assert json.loads((tmp_path / "out" / "model" / "config.json").read_text())["tags"][-2:] == [
        "B-CellLine",
        "I-CellLine",
    ]


def test_output_layers_are_drawn_anew_where_no_label_is_known(tiny_model):
    args = argparse.Namespace(embeddings=None, init=str(tiny_model))
    _, same = train.starting_point(args, [], TINY, tags_of(["Chemical", "Disease"]))
    _, other = train.starting_point(args, [], TINY, tags_of(["geo"]))
    assert set(same) - set(other) == {"scores/kernel", "scores/bias", "crf/transitions", "crf/starts", "crf/ends"}


def test_labels_keep_their_part_of_the_output_layers():
    kernel = np.arange(6.0).reshape(2, 3)
    weights = {"scores/kernel": kernel, "crf/transitions": np.arange(9.0).reshape(3, 3), "words": np.ones(3)}
    chosen = train.of_tags(weights, ["O", "B-geo", "I-geo"], ["O", "B-per", "I-per", "B-geo", "I-geo"])
    assert chosen["scores/kernel"].tolist() == [[0, 0, 0, 1, 2], [3, 0, 0, 4, 5]]
    assert chosen["crf/transitions"][[0, 3, 4]][:, [0, 3, 4]].tolist() == weights["crf/transitions"].tolist()
    assert chosen["crf/transitions"][1:3].sum() == chosen["crf/transitions"][:, 1:3].sum() == 0
    assert chosen["words"].shape == (3,)


def test_two_starts_are_refused(arguments):
    with pytest.raises(SystemExit):
        train.main(["general", "--init=general", "--embeddings=somewhere", *arguments])


@pytest.mark.parametrize("fold", ["0/4", "5/4", "4", "a/b", "-1/4"])
def test_a_fold_that_is_none_is_refused(fold, capsys):
    with pytest.raises(SystemExit):
        train.parse(["fold", f"--fold={fold}", "--data_dir=data"])
    assert "--fold: invalid" in capsys.readouterr().err
