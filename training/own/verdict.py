"""Whether a tagger was worth training: beside the tagger that it started from, and beside a dictionary."""

import json
import pathlib
from collections.abc import Sequence

from ner_model.tagger import Tagger, load
from training.corpora.measured import Measured
from training.corpora.open_corpus import OpenedCorpus
from training.measuring.dictionary import Dictionary
from training.measuring.evaluation import evaluate, mentions_of, numbers, save
from training.measuring.metrics import Scores, entity_scores
from training.own.errors_page import Rival, errors_in, write_errors_page

NAME = "this tagger"


def judge_run(output: pathlib.Path, opened: OpenedCorpus, start: str | None) -> str:
    """Measures `output/model` on dev, writes `evaluation.json`, `confusion.csv`, `confusion.png` and `errors.html`.

    Gives the lines that say how it did.
    """
    tagger = load(str(output / "model"))
    dev = Measured(opened.name, opened.parts["dev"], frozenset(opened.labels))
    entities = tagger.annotate([document.text for document in dev.documents])
    evaluation = evaluate(dev, entities)
    save(output, json.dumps({"corpus": opened.name, "split": "dev", **numbers(evaluation)}), evaluation)
    rivals = [Rival(NAME, evaluation.overall), *_others(opened, dev, start)]
    title = f"{opened.name}: errors on dev"
    write_errors_page(output / "errors.html", title, rivals, errors_in(dev.documents, entities))
    rows = [f"{'dev, exact mentions':36}{'precision':>10}{'recall':>8}{'F1':>8}", *map(_row, rivals)]
    rows += [_row(Rival(f"  {label}", scores)) for label, scores in evaluation.labels.items()]
    return "\n".join([*rows, "", verdict(rivals)])


def verdict(rivals: Sequence[Rival]) -> str:
    """
    >>> verdict([Rival("this tagger", Scores(0.5, 0.5, 0.5, 9)), Rival("the dictionary", Scores(1, 0.5, 0.66, 9))])
    'this tagger is worse than the dictionary (by 16.0 points of F1): more documents would help it most'
    """
    mine, *others = rivals
    better = [other for other in others if other.scores.f1 >= mine.scores.f1]
    if not better:
        gains = (f"{other.name} by {100 * (mine.scores.f1 - other.scores.f1):.1f} points of F1" for other in others)
        return f"{mine.name} beats {' and '.join(gains)}"
    best = max(better, key=lambda other: other.scores.f1)
    lead = f"by {100 * (best.scores.f1 - mine.scores.f1):.1f} points of F1"
    return f"{mine.name} is worse than {best.name} ({lead}): more documents would help it most"


def _others(opened: OpenedCorpus, dev: Measured, start: str | None) -> list[Rival]:
    dictionary = Dictionary(opened.parts["train"])
    gold = [document.mentions for document in dev.documents]
    by_heart = entity_scores(gold, [dictionary.find(document.text) for document in dev.documents])
    rivals = [Rival("the dictionary of train", by_heart)]
    if start:
        known = load(start)
        rivals.append(Rival(f"its starting point, {known.name}", _start(known, dev)))
    return rivals


def _start(tagger: Tagger, dev: Measured) -> Scores:
    """Labels that the starting point does not know count as missed."""
    found = dev.that_count(tagger.annotate([document.text for document in dev.documents]))
    mentions = [mentions_of(*pair) for pair in zip(dev.documents, found, strict=True)]
    return entity_scores([document.mentions for document in dev.documents], mentions)


def _row(rival: Rival) -> str:
    precision, recall, f1 = (100 * value for value in rival.scores[:3])
    return f"{rival.name:36}{precision:10.2f}{recall:8.2f}{f1:8.2f}"
