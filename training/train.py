"""Trains a tagger: `python -m training.train general`, then `python -m training.train bc5cdr --init=general`."""

import argparse
import dataclasses
import json
import pathlib

import keras
import numpy as np

from ner_model.model_folder import find_model, open_model
from ner_model.network import NetworkConfig, add_head, build_body, get_weights
from ner_model.tags import OUTSIDE
from ner_model.vocabulary import Vocabulary
from training.corpora.load_corpus import CACHE, LABELS
from training.corpora.partial import readings_of
from training.corpora.related import MEASURED, RELATED
from training.embeddings import load_vectors
from training.fitting.batches import encode
from training.fitting.curves import plot_curves
from training.fitting.fit import Dev, Task, fit
from training.fitting.lessons import Sources, load_lessons
from training.fitting.settings import CONFIGS, TrainConfig
from training.fitting.silent_part import silent_part
from training.fitting.word_vectors import WordVectors, merged, random_vectors, used_by
from training.serving.export import export
from training.serving.prune import prune


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    config = dataclasses.replace(CONFIGS[args.tagger], seed=args.seed)
    if config.only_silent:
        sizes = NetworkConfig(**open_model(find_model(args.init)).config["network"])
        config = dataclasses.replace(config, network=sizes)
    args.output.mkdir(parents=True, exist_ok=True)
    (args.output / "train_config.json").write_text(json.dumps(dataclasses.asdict(config), indent=2))
    train(config, args)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagger", choices=sorted(CONFIGS))
    parser.add_argument("--data_dir", type=pathlib.Path, required=True, help="folder with the corpora as published")
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--embeddings", type=pathlib.Path, help="folder that training.embeddings made (default: random vectors)"
    )
    start.add_argument("--init", help="tagger whose vocabulary and body to start from: a bundled name or a folder")
    parser.add_argument("--output", type=pathlib.Path, help="checkpoints, history, model folder (default: runs/TAGGER)")
    parser.add_argument("--splits", default="train", help="what to train on: train, or train+dev for the final tagger")
    parser.add_argument("--silver", type=pathlib.Path, help="train on this file of training.silver instead")
    parser.add_argument("--related", type=pathlib.Path, help="folder of related corpora, to learn beside the main one")
    parser.add_argument(
        "--apart",
        action="store_true",
        help="leave out the related corpora that taggers are measured on, and all documents that share a sentence "
        "with one of them",
    )
    parser.add_argument(
        "--leave_out",
        action="append",
        default=[],
        choices=RELATED,
        metavar="CORPUS",
        help="learn nothing of this related corpus, nor of documents that share a sentence with it; repeatable",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")
    args = parser.parse_args(arguments)
    args.output = args.output or pathlib.Path("runs", args.tagger)
    return args


def sources_of(args: argparse.Namespace) -> Sources:
    without = (*args.leave_out, *(MEASURED if args.apart else ()))
    return Sources(args.data_dir, args.splits.split("+"), args.silver, args.related, without, args.cache)


def train(config: TrainConfig, args: argparse.Namespace) -> None:
    """The whole story: data, networks, training, model folder."""
    keras.utils.set_random_seed(config.seed)
    own, dev, heads = load_lessons(config, sources_of(args))
    parts = [own, *heads, *([dev] if dev else [])]
    words = [word for part in parts for sentence in part.sentences for word in sentence.words]
    everything, weights = starting_point(args, words, config.network, own.tags)
    used = used_by(words, everything)
    network, *others = make_networks(config.network, used, [part.tags for part in (own, *heads)])
    start_from({**weights, "words/embeddings": used.vectors}, network)
    vocabulary = Vocabulary(used.words)
    written = LABELS[config.corpus]
    readings = readings_of([*written, *config.silent]) if config.silent or config.mixture else None
    learned = only_silent(network, config) if config.only_silent else None
    tasks = [Task(network, encode(own.sentences, vocabulary), readings, learned)]
    tasks += [Task(other, encode(part.sentences, vocabulary)) for other, part in zip(others, heads, strict=True)]
    watched = Dev(encode(dev.sentences, vocabulary), len(dev.report.lost), len(written)) if dev else None
    fit(tasks, watched, config, args.output)
    be_cautious(network, config)
    plot_curves(args.output / "history.csv", args.output / "curves.png")
    trained = WordVectors(used.words, get_weights(network)["words/embeddings"])
    export(network, merged(everything, trained), config, args.output / "model")


def starting_point(
    args: argparse.Namespace, words: list[str], network: NetworkConfig, tags: list[str]
) -> tuple[WordVectors, dict[str, np.ndarray]]:
    """All word vectors, and the weights to start from: of another tagger the body, pruned where the network is
    smaller, and if its tags are the same the output layers too."""
    if not args.embeddings and not args.init:
        return random_vectors(words, seed=args.seed), {}
    if args.embeddings:
        known, vectors = load_vectors(args.embeddings)
        return WordVectors(known, np.concatenate([np.zeros_like(vectors[:1]), vectors])), {}
    model = open_model(find_model(args.init))
    vectors = model.vectors().astype(np.float32) * (model.config["network"]["feature_range"] / 127)
    weights = prune(model.weights(), network.hidden)
    return WordVectors(model.words(), vectors), of_tags(weights, model.tags, tags)


def of_tags(weights: dict[str, np.ndarray], known: list[str], wanted: list[str]) -> dict[str, np.ndarray]:
    """Weights whose output layers have the wanted tags: those of known tags as they were, zeros for the others.

    Where no tag but `O` is known there are no output layers, which are then drawn anew.
    """
    if not set(known) & set(wanted) - {OUTSIDE}:
        return {path: value for path, value in weights.items() if not path.startswith(("scores/", "crf/"))}
    rows = [known.index(tag) if tag in known else len(known) for tag in wanted]
    chosen = dict(weights)
    for path in (path for path in weights if path.startswith(("scores/", "crf/"))):
        value = np.pad(weights[path], [(0, int(size == len(known))) for size in weights[path].shape])
        for axis, size in enumerate(weights[path].shape):
            value = value.take(rows, axis) if size == len(known) else value
        chosen[path] = value
    return chosen


def only_silent(network: keras.Model, config: TrainConfig) -> dict[str, np.ndarray]:
    """Freezes a network but for its output layers, and gives the entries of those that silent labels have."""
    for layer in network.layers:
        layer.trainable = layer.name in ("scores", "crf")
    shapes = {variable.path: tuple(variable.shape) for variable in network.trainable_variables}
    return silent_part(shapes, network.get_layer("crf").tags, config.silent)


def be_cautious(network: keras.Model, config: TrainConfig) -> None:
    """Takes something off the scores of silent labels: training saw the corpus' own entities, which stand out more
    there than in other texts."""
    is_silent = [tag[2:] in config.silent for tag in network.get_layer("crf").tags]
    bias = network.get_layer("scores").bias
    bias.assign(bias - config.caution * np.array(is_silent, np.float32))


def make_networks(config: NetworkConfig, words: WordVectors, tags: list[list[str]]) -> list[keras.Model]:
    """One body, and a network on it for each list of tags."""
    body = build_body(config, words=words.vectors.shape[0], dimensions=words.vectors.shape[1])
    return [add_head(body, config, each) for each in tags]


def start_from(weights: dict[str, np.ndarray], network: keras.Model) -> None:
    """Sets the weights of a network that are given; the others stay as they were drawn."""
    for variable in network.weights:
        if (value := weights.get(variable.path)) is not None:
            variable.assign(value)


if __name__ == "__main__":
    main()
