"""Trains a tagger of your own corpus: `python -m training.train --corpus=mine/ --init=bc5cdr --output=work/mine`.

The shipped ones are made in steps: `python -m training.train general`, then `... bc5cdr --init=general`, and so on.
"""

import argparse
import dataclasses
import json
import pathlib
from collections.abc import Mapping

import keras
import numpy as np

from ner_model.model_folder import find_model, open_model
from ner_model.network import NetworkConfig, add_head, build_body, get_weights
from ner_model.tags import OUTSIDE, labels_of
from ner_model.vocabulary import Vocabulary
from training.corpora.open_corpus import OpenedCorpus, open_corpus
from training.corpora.partial import readings_of
from training.corpora.prepared import CACHE
from training.corpora.related import RELATED
from training.embeddings import load_vectors
from training.endings import exit_with_line
from training.fitting.batches import encode
from training.fitting.curves import plot_curves
from training.fitting.fit import Dev, Lesson, fit
from training.fitting.lessons import Fold, Lessons, Sources, load_lessons, with_other_case
from training.fitting.lineage import learned_from, with_starting_point
from training.fitting.output_layer import output_of_tags
from training.fitting.settings import CONFIGS, TrainConfig
from training.fitting.word_vectors import WordVectors, merged, random_vectors, used_by
from training.own.origin import Origin, note_origin
from training.own.plan import found_in, plan_of
from training.own.settings import settings_of
from training.own.verdict import judge_run
from training.serving.export import export
from training.serving.prune import prune
from training.which_corpus import add_reading_flags, leniency_of


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    if args.corpus:
        with exit_with_line("train"):
            plan = plan_of(open_corpus(args.corpus, leniency_of(args), args.labels))
            config = settings_of(plan.opened.name, plan.train, sizes_of(args.init), seed=args.seed)
            note_origin(args.output, origin_of(args, plan.opened), config)
        print(found_in(plan), flush=True)
        learned = {plan.opened.name: f"{plan.opened.about}; licence: {plan.opened.licence}"}
        train(config, args, with_other_case(plan.lessons, config), learned)
        print(judge_run(args.output, plan.opened, args.init))
        return
    config = dataclasses.replace(CONFIGS[args.tagger], seed=args.seed)
    learned = learned_from(config, silver=args.silver)
    train(config, args, load_lessons(config, sources_of(args)), learned)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagger", nargs="?", choices=sorted(CONFIGS), help="a step of the shipped taggers")
    parser.add_argument("--corpus", type=pathlib.Path, help="a corpus of your own: file, folder or zip")
    add_reading_flags(parser)
    parser.add_argument("--data_dir", type=pathlib.Path, help="folder with the corpora as published, for a step")
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--embeddings", type=pathlib.Path, help="folder that training.embeddings made (default: random vectors)"
    )
    start.add_argument(
        "--init",
        help="tagger whose vocabulary and body to start from: a bundled name or a folder (of --corpus default: bc5cdr)",
    )
    parser.add_argument("--output", type=pathlib.Path, help="checkpoints, history, model folder (default: runs/NAME)")
    parser.add_argument("--splits", default="train", help="what to train on: train, or train+dev for the final tagger")
    parser.add_argument("--silver", type=pathlib.Path, help="train on this file of training.silver instead")
    parser.add_argument("--related", type=pathlib.Path, help="folder of related corpora, to learn beside the main one")
    parser.add_argument(
        "--leave_out",
        action="append",
        default=[],
        choices=RELATED,
        metavar="CORPUS",
        help="learn nothing of this related corpus, nor of documents that share a sentence with it; repeatable",
    )
    parser.add_argument("--fold", type=fold_of, help="as 2/4: leave out the second quarter of each corpus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")
    args = parser.parse_args(arguments)
    if bool(args.corpus) == bool(args.tagger) or (args.tagger and not args.data_dir):
        parser.error("give --corpus, or a step of the shipped taggers with --data_dir")
    if args.corpus and not args.embeddings:
        args.init = args.init or "bc5cdr"
    args.output = args.output or pathlib.Path("runs", args.tagger or args.corpus.stem)
    return args


def origin_of(args: argparse.Namespace, opened: OpenedCorpus) -> Origin:
    path = str(args.corpus.resolve())
    return Origin(path, args.labels, args.repair_offsets, args.allow_overlaps, opened.files)


def sizes_of(init: str | None) -> NetworkConfig:
    """Those of the tagger that a run starts from."""
    return NetworkConfig(**open_model(find_model(init)).config["network"]) if init else NetworkConfig()


def sources_of(args: argparse.Namespace) -> Sources:
    return Sources(
        args.data_dir, args.splits.split("+"), args.silver, args.related, args.leave_out, args.fold, args.cache
    )


def fold_of(text: str) -> Fold:
    """
    >>> fold_of("2/4")
    Fold(number=2, folds=4)
    """
    number, folds = map(int, text.split("/"))
    if not 1 <= number <= folds:
        raise ValueError
    return Fold(number, folds)


def train(config: TrainConfig, args: argparse.Namespace, lessons: Lessons, learned_here: Mapping[str, str]) -> None:
    """The whole story: network, training, model folder."""
    args.output.mkdir(parents=True, exist_ok=True)
    (args.output / "train_config.json").write_text(json.dumps(dataclasses.asdict(config), indent=2))
    keras.utils.set_random_seed(config.seed)
    own, dev = lessons
    parts = [own, *([dev] if dev else [])]
    words = [word for part in parts for sentence in part.sentences for word in sentence.words]
    everything, weights = starting_point(args, words, config.network, own.tags)
    used = used_by(words, everything)
    network = make_network(config.network, used, own.tags)
    start_from({**weights, "words/embeddings": used.vectors}, network)
    vocabulary = Vocabulary(used.words)
    written = [label for label in labels_of(own.tags) if label not in config.silent]
    readings = readings_of([*written, *config.silent]) if config.silent or config.mixture else None
    lesson = Lesson(encode(own.sentences, vocabulary), readings)
    watched = Dev(encode(dev.sentences, vocabulary), len(dev.report.lost), len(written)) if dev else None
    fit(network, lesson, watched, config, args.output)
    plot_curves(args.output / "history.csv", args.output / "curves.png")
    trained = WordVectors(used.words, get_weights(network)["words/embeddings"])
    model = open_model(find_model(args.init)) if args.init else None
    trained_on = with_starting_point(learned_here, model.card, model.digest) if model else learned_here
    export(network, merged(everything, trained), config, args.output / "model", trained_on=trained_on)


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
    return {**weights, **output_of_tags(weights, known, wanted)}


def make_network(config: NetworkConfig, words: WordVectors, tags: list[str]) -> keras.Model:
    body = build_body(config, words=words.vectors.shape[0], dimensions=words.vectors.shape[1])
    return add_head(body, config, tags)


def start_from(weights: dict[str, np.ndarray], network: keras.Model) -> None:
    """Sets the weights of a network that are given; the others stay as they were drawn."""
    for variable in network.weights:
        if (value := weights.get(variable.path)) is not None:
            variable.assign(value)


if __name__ == "__main__":
    main()
