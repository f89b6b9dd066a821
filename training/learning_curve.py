"""What more documents would bring: `python -m training.learning_curve --corpus=mine/ --output=work/curve`.

Taggers learn a quarter, a half and all of train, by a hash of the documents' ids. What they miss on dev falls about as
a power of the number of documents (Hestness et al. 2017, https://arxiv.org/abs/1712.00409), which is drawn on.
"""

import argparse
import csv
import hashlib
import pathlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ner_model.tagger import load
from training.corpora.gold import GoldDocument
from training.corpora.open_corpus import OpenedCorpus, open_corpus
from training.corpora.tagged_corpus import tag_corpus
from training.endings import exit_with_line
from training.fitting.lessons import Lessons, with_other_case
from training.measuring.evaluation import mentions_of
from training.measuring.metrics import entity_scores
from training.own.plan import plan_of
from training.own.settings import settings_of
from training.train import sizes_of, train
from training.which_corpus import add_reading_flags, leniency_of

SHARES = (0.25, 0.5, 1.0)


class Point(NamedTuple):
    """How many documents were learned, and the F1 on dev that came of it."""

    documents: int
    f1: float


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    with exit_with_line("learning_curve"):
        opened = plan_of(open_corpus(args.corpus, leniency_of(args), args.labels)).opened
    args.output.mkdir(parents=True, exist_ok=True)
    points = [learn(opened, share, args) for share in SHARES]
    write_points(args.output / "learning_curve.csv", points)
    draw_points(args.output / "learning_curve.png", points)
    print(summary(points))


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=pathlib.Path, required=True, help="a corpus of your own: file, folder or zip")
    add_reading_flags(parser)
    parser.add_argument("--init", default="bc5cdr", help="tagger to start from (default: %(default)s)")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="a folder for the runs and the curve")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def learn(opened: OpenedCorpus, share: float, args: argparse.Namespace) -> Point:
    """Trains on a share of the documents, and measures on dev from raw text."""
    documents, dev = share_of(opened.parts["train"], share), opened.parts["dev"]
    lessons = Lessons(tag_corpus(documents, opened.labels), tag_corpus(dev, opened.labels))
    config = settings_of(opened.name, lessons.own, sizes_of(args.init), seed=args.seed)
    output = args.output / f"{len(documents)}-documents"
    flags = argparse.Namespace(embeddings=None, init=args.init, output=output, seed=args.seed)
    train(config, flags, with_other_case(lessons, config), {})
    entities = load(str(output / "model")).annotate([document.text for document in dev])
    found = [mentions_of(*pair) for pair in zip(dev, entities, strict=True)]
    return Point(len(documents), entity_scores([document.mentions for document in dev], found).f1)


def share_of(documents: Sequence[GoldDocument], share: float) -> list[GoldDocument]:
    """The documents with the lowest hashes: a smaller share lies in a larger one."""
    ordered = sorted(documents, key=lambda document: hashlib.sha256(document.doc_id.encode()).digest()[1:])
    return ordered[: max(1, round(share * len(ordered)))]


def expected(points: Sequence[Point], documents: int) -> float:
    """F1 with so many documents, if what is missed goes on to fall as it did.

    >>> round(expected([Point(50, 0.6), Point(100, 0.7), Point(200, 0.775)], 400), 3)
    0.831
    """
    sizes, missed = zip(*((each.documents, max(1 - each.f1, 1e-3)) for each in points), strict=True)
    slope, offset = np.polyfit(np.log(sizes), np.log(missed), 1)
    if slope > 0:  # chance: more documents do no harm
        slope, offset = 0.0, np.mean(np.log(missed))
    return float(np.clip(1 - np.exp(offset + slope * np.log(documents)), 0, 1))


def summary(points: Sequence[Point]) -> str:
    last = points[-1]
    rows = [f"{'documents':>10}{'F1 on dev':>12}"]
    rows += [f"{each.documents:10,}{100 * each.f1:12.2f}" for each in points]
    gain = expected(points, 2 * last.documents) - expected(points, last.documents)
    verdict = f"twice the documents ({2 * last.documents:,}) would bring some {100 * gain:.1f} points of F1"
    return "\n".join([*rows, "", f"{verdict}, by a curve through {len(points)} points and one seed"])


def write_points(path: pathlib.Path, points: Sequence[Point]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([Point._fields, *points])


def draw_points(path: pathlib.Path, points: Sequence[Point]) -> None:
    from matplotlib.figure import Figure  # slow to import, and only pictures need it

    sizes = np.geomspace(points[0].documents, 2 * points[-1].documents, 40)
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot(xlabel="documents learned", ylabel="F1 on dev", xscale="log")
    axes.plot(sizes, [expected(points, int(size)) for size in sizes], linestyle=":", label="a power law")
    axes.plot(*zip(*points, strict=True), marker="o", linestyle="", label="measured")
    axes.legend()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
