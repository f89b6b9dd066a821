"""Lets a tagger annotate as another team does: `python -m training.add_convention --model=FOLDER --corpus=biored ...`.

Its network stays as it is and learns another output layer from the corpus, which `--convention=NAME` chooses.
"""

import argparse
import dataclasses
import pathlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from ner_model.conventions import NAME, own_convention, with_convention
from ner_model.decoder import Calibration
from ner_model.errors import Refused
from ner_model.model_folder import ModelFolder, find_model, open_model
from ner_model.network import NetworkConfig
from ner_model.reranking.lexicon import Lexicon
from ner_model.reranking.trees import Trees
from ner_model.tagger import Tagger, load
from ner_model.tags import labels_of
from training.corpora.gold import GoldDocument, renamed
from training.corpora.habits import HABITS
from training.corpora.labelled_corpus import LabelledCorpus, corpus_of_card
from training.corpora.load_corpus import KNOWN
from training.corpora.measured import Measured
from training.corpora.related_splits import WITH_DEV
from training.corpora.tagged_corpus import tag_corpus
from training.endings import exit_with_line
from training.fitting.lessons import Sources, learned_in_other_case
from training.fitting.output_layer import OutputLayer, learn_output_layer, settings_of_layer
from training.fitting.settings import TrainConfig
from training.measuring.calibrate import Judged, fit_calibration, scores_of
from training.reranking.of_convention import fit_to_convention
from training.serving.write_convention import Convention, write_convention
from training.which_corpus import add_corpus_flags, labelled_corpus


class Lesson(NamedTuple):
    """A corpus as an output layer learns it: the labels that count, and its documents with no others."""

    corpus: LabelledCorpus
    labels: list[str]
    documents: dict[str, list[GoldDocument]]


class Learned(NamedTuple):
    """A convention, what it and the tagger's own one have on dev, and what was measured."""

    convention: Convention
    scores: dict[str, Any]
    own_scores: dict[str, Any]
    digest: str


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    with exit_with_line("add_convention"):
        model = with_convention(open_model(find_model(args.model)), None)
        evaluated = open_model(find_model(args.evaluated)) if args.evaluated else model
        lesson = lesson_of(model, args)
        name = name_of(model, args.name or lesson.corpus.name)
        config = settings(lesson, model, args.seed)
        reranker = second_look(model, name, lesson, config, args) if args.fold else None
    learned = learn(evaluated, name, lesson, config, reranker)
    convention = learned.convention
    if evaluated is not model:
        convention = convention._replace(layer=layer_of(model, lesson, config))
    write_convention(model.path, convention, about(args, model, lesson, learned, config))
    print(summary(learned, model))


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="folder of the tagger, to which the convention is added")
    add_corpus_flags(parser)
    parser.add_argument("--name", help="of the convention (default: that of the corpus)")
    parser.add_argument("--means", help="what the team marks that others do not, in a clause, for the card")
    parser.add_argument("--licence", help="of the convention (default: that of the tagger, or of a corpus of your own)")
    parser.add_argument("--evaluated", help="model folder that has not learned dev, to be measured (default: --model)")
    parser.add_argument("--remark", help="how the evaluated tagger differs from --model, for the card")
    parser.add_argument(
        "--fold",
        type=pathlib.Path,
        action="append",
        help="tagger of training.train that left out the first part of each corpus, then the others: for a second look",
    )
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def name_of(model: ModelFolder, name: str) -> str:
    if not NAME.fullmatch(name):
        raise Refused("a name has up to 64 letters, digits, _, - and dots", "--name", name)
    if name == own_convention(model):
        raise Refused("the convention that the tagger has of itself", "--name", name, "give another name")
    return name


def lesson_of(model: ModelFolder, args: argparse.Namespace) -> Lesson:
    """Raises `Refused` for a corpus that has nothing to learn from or to measure on."""
    corpus = labelled_corpus(args)
    if missing := [part for part in ("train", "dev") if part not in corpus.splits]:
        raise Refused(f"nothing in {' and '.join(missing)}", corpus.name, remedy="name files train and dev")
    names = names_of(model, corpus, args)
    documents = {part: list(renamed(corpus.load(part), names)) for part in ("train", "dev")}
    counts = {
        part: Counter(each.label for document in those for each in document.mentions)
        for part, those in documents.items()
    }
    labels = [label for label in dict.fromkeys(names.values()) if counts["train"][label]]
    if not labels or not counts["dev"]:
        raise Refused("no mention of a label that counts in train and dev", corpus.name, sorted(names))
    return Lesson(corpus, labels, documents)


def names_of(model: ModelFolder, corpus: LabelledCorpus, args: argparse.Namespace) -> dict[str, str]:
    """The labels of a corpus that count, with what the tagger calls them: those of `--labels`, by default all but those
    that the tagger decodes without handing them out."""
    if args.labels and not is_own(args):
        return dict(args.labels)
    written = model.config.get("written") or labels_of(model.tags)
    silent = set() if args.labels else set(labels_of(model.tags)) - set(written)
    return {label: label for label in corpus.labels if label not in silent}  # one's own has its names already


def is_own(args: argparse.Namespace) -> bool:
    """Whether a corpus is none of the known ones."""
    return args.corpus not in (*KNOWN, *WITH_DEV)


def settings(lesson: Lesson, model: ModelFolder, seed: int) -> TrainConfig:
    tokens = sum(len(sentence.words) for sentence in tag_corpus(lesson.documents["train"], lesson.labels).sentences)
    return settings_of_layer(lesson.corpus.name, tokens, NetworkConfig(**model.config["network"]), seed)


def second_look(
    model: ModelFolder, name: str, lesson: Lesson, config: TrainConfig, args: argparse.Namespace
) -> tuple[Lexicon, Trees]:
    """A reranker of the convention, by the taggers of the folds."""

    def add(fold: ModelFolder, held_out: Collection[str]) -> None:
        train = [document for document in lesson.documents["train"] if document.doc_id not in held_out]
        layer = layer_of(fold, lesson._replace(documents={**lesson.documents, "train": train}), config)
        write_convention(fold.path, Convention(name, layer, lesson.labels, agreements(fold)[0]), {})

    sources = Sources(args.data_dir, cache=args.cache)
    return fit_to_convention(model, name, lesson.labels, args.fold, add, lesson.documents["dev"], sources)


def learn(
    model: ModelFolder, name: str, lesson: Lesson, config: TrainConfig, reranker: tuple[Lexicon, Trees] | None
) -> Learned:
    """The convention of a tagger, with the calibration and, without a reranker, the agreement that suit dev."""
    layer = layer_of(model, lesson, config)
    weights = agreements(model)[:1] if reranker else agreements(model)
    candidates = [Convention(name, layer, lesson.labels, weight, reranker=reranker) for weight in weights]
    own_scores = scores_of(Calibration(), judge_dev(load(str(model.path)), lesson))
    learned = (measure(model, each, lesson, own_scores) for each in candidates)
    return max(learned, key=lambda each: float(each.scores["f1"]))


def layer_of(model: ModelFolder, lesson: Lesson, config: TrainConfig) -> OutputLayer:
    """The output layer that a network learns of a corpus, with tags of its labels first."""
    tags = [*lesson.labels, *(label for label in labels_of(model.tags) if label not in lesson.labels)]
    train, dev = (tag_corpus(lesson.documents[part], tags) for part in ("train", "dev"))
    return learn_output_layer(model, learned_in_other_case(train, config), dev, lesson.labels, config)


def agreements(model: ModelFolder) -> Sequence[float]:
    """As much as the tagger has of its own, and none."""
    return sorted({float(model.config.get("agreement", 0.0)), 0.0}, reverse=True)


def judge_dev(tagger: Tagger, lesson: Lesson) -> Judged:
    """What a tagger finds in dev of the labels that count."""
    measured = Measured(lesson.corpus.name, lesson.documents["dev"], frozenset(lesson.labels), split="dev")
    found = tagger.annotate([document.text for document in measured.documents])
    return Judged(measured, measured.that_count(found))


def measure(model: ModelFolder, convention: Convention, lesson: Lesson, own_scores: dict[str, Any]) -> Learned:
    """The convention calibrated on dev, and its scores there, in a copy of the tagger's folder."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "model")
        shutil.copytree(model.path, copy)
        write_convention(copy, convention, {})
        tagger = load(str(copy), convention=convention.name)
        judged = judge_dev(tagger, lesson)
    calibration = fit_calibration([judged])
    scores = scores_of(calibration, judged)
    return Learned(convention._replace(calibration=calibration), scores, own_scores, tagger.digest)


def about(
    args: argparse.Namespace, model: ModelFolder, lesson: Lesson, learned: Learned, config: TrainConfig
) -> dict[str, Any]:
    """What the card says of the convention."""
    corpus = lesson.corpus
    habits = args.means or HABITS.get(corpus.name)
    labels = ", ".join(lesson.labels)
    return {
        "finds": f"{labels} as annotated in {corpus.about}" + (f"; {habits}" if habits else ""),
        "licence": args.licence or (corpus.licence if is_own(args) else model.card.get("licence")),
        "trained_on": {corpus.name: f"{corpus.about}; {corpus.licence}"},
        "corpus": corpus_of_card(corpus, lesson.documents),
        "evaluation": {
            "split": "dev",
            "trained_on_split": "train",
            "digest_of_evaluated": learned.digest,
            **({"remark": args.remark} if args.remark else {}),
            **learned.scores,
            "f1_of_own_convention": learned.own_scores["f1"],
        },
        "training": dataclasses.asdict(config),
    }


def summary(learned: Learned, model: ModelFolder) -> str:
    name, scores = learned.convention.name, learned.scores
    rows = [f"{'dev, exact mentions':36}{'precision':>10}{'recall':>8}{'F1':>8}"]
    for title, each in (("the tagger's own convention", learned.own_scores), (name, scores)):
        rows.append(f"{title:36}{100 * each['precision']:10.2f}{100 * each['recall']:8.2f}{100 * each['f1']:8.2f}")
    rows += [
        f"{f'  {label}':36}{100 * each['precision']:10.2f}{100 * each['recall']:8.2f}{100 * each['f1']:8.2f}"
        for label, each in scores["labels"].items()
    ]
    rows.append(f"calibration error {scores['expected_calibration_error']:.4f}; --convention={name} of {model.path}")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
