"""Calibrates a trained tagger and writes the folder that ships: `python -m training.publish --model=RUN/model ...`.

A tagger trained on train + dev has no data left to be judged on. Its calibration and its scores are then those of
the tagger that the same settings gave on train alone (`--evaluated`).
"""

import argparse
import json
import pathlib
import shutil
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from ner_model.decoder import Calibration
from ner_model.entity import Entity
from ner_model.model_folder import CARD, FILES
from ner_model.tagger import Tagger, load
from training.corpora.load_corpus import CACHE, LABELS, load_corpus
from training.corpora.measured import Measured, measured_of_related
from training.evaluate import evaluate, mentions_of, numbers
from training.serving.export import write_card

OUT_OF_CORPUS = ("biored", "ncbi_disease", "drugprot", "chemprot", "bionlp13cg")
TEXT = "29,090 biomedical documents (46 M words): MEDLINE abstracts, and full texts of open licences (CC BY, CC0)"
ABOUT = {
    "general": {
        "finds": "geo (places), tim (times), org (organisations), per (people), gpe (nationalities and states), "
        "art (works), eve (events) and nat (natural phenomena) in English text",
        "trained_on": {"gmb": "GMB-derived Annotated Corpus for NER; free to train on", "word vectors": TEXT},
    },
    "bc5cdr": {
        "finds": "Chemical and Disease mentions in English biomedical abstracts",
        "trained_on": {
            "bc5cdr": "BioCreative V CDR corpus; public domain",
            "gmb": "by transfer from the general tagger",
            "silver": "25,774 abstracts as two earlier taggers annotated them; among them, three times each, the NCBI "
            "Disease corpus and BioRED (chemicals and diseases) with their gold mentions; free for research",
            "related": "with output layers of their own: NCBI Disease, BioRED, ADE (free for research), AnatEM, "
            "BioNLP11ID, BioNLP13CG, BioNLP13PC (CC BY 4.0), PHEE, Leaf Clinical Trials (MIT)",
            "silent labels": "genes and variants, decoded and not written: NLM-Gene, GNormPlus, tmVar 3; free for "
            "research",
            "word vectors": TEXT,
        },
    },
}


class Judged(NamedTuple):
    """A corpus, and what a tagger that has not learned it finds there: of each document the entities that count."""

    measured: Measured
    entities: list[list[Entity]]


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    training = json.loads((args.model / CARD).read_text())["training"]
    name, corpus = training["name"], training["corpus"]
    evaluated = load(str(args.evaluated or args.model))
    documents = load_corpus(corpus, "dev", args.data_dir, cache=args.cache)
    dev = judge(evaluated, Measured(corpus, documents, frozenset(LABELS[corpus])))
    others = judge_apart(args) if args.apart else []
    calibration = fit_calibration([dev, *others])
    scores = scores_of(calibration, dev)
    evaluation = {
        "split": "dev",
        "trained_on_split": args.trained_on,
        "digest_of_evaluated": evaluated.digest,
        **({"remark": args.remark} if args.remark else {}),
        **scores,
    }
    elsewhere = {each.measured.name: scores_of(calibration, each) for each in others}
    card = {"name": name, "licence": "MIT", **ABOUT[name], "evaluation": evaluation, "out_of_corpus": elsewhere}
    write_folder(args.model, args.output, calibration, {**card, "training": training})
    for each, numbers_ in {"dev": scores, **elsewhere}.items():
        print(f"{each}: F1 {numbers_['f1']:.4f}, calibration error {numbers_['expected_calibration_error']:.4f}")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=pathlib.Path, required=True, help="model folder that training.train made")
    parser.add_argument("--evaluated", type=pathlib.Path, help="model folder trained on train alone (default: --model)")
    parser.add_argument(
        "--apart", type=pathlib.Path, help="model folder of training.train --apart, to be measured out of corpus"
    )
    parser.add_argument(
        "--remark", help="how the evaluated tagger differs from the one that is published, for the card"
    )
    parser.add_argument("--trained_on", default="train", help="splits that the evaluated tagger was trained on")
    parser.add_argument("--data_dir", type=pathlib.Path, required=True, help="folder with the corpora as published")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")
    return parser.parse_args(arguments)


def judge(tagger: Tagger, measured: Measured) -> Judged:
    mine = measured.by(tagger.labels)
    return Judged(mine, mine.that_count(tagger.annotate([document.text for document in mine.documents])))


def judge_apart(args: argparse.Namespace) -> list[Judged]:
    """Other teams' corpora, as the tagger that was trained apart from them annotates them."""
    tagger = load(str(args.apart))
    return [judge(tagger, measured_of_related(name, args.data_dir / "related")) for name in OUT_OF_CORPUS]


def fit_calibration(judged: Sequence[Judged]) -> Calibration:
    """Platt scaling of scores that are not calibrated yet, by logistic regression on whether spans are right.

    Each corpus weighs the same: it is not known from which of them a user's text is, or whether from any.
    """
    scores, right, weights = [], [], []
    for measured, entities in judged:
        gold = [set(document.mentions) for document in measured.documents]
        found = [mentions_of(*pair) for pair in zip(measured.documents, entities, strict=True)]
        scores += [entity.score for those in entities for entity in those]
        right += [mention in those for those, mentions in zip(gold, found, strict=True) for mention in mentions]
        weights += [1 / max(sum(map(len, found)), 1)] * sum(map(len, found))
    clipped = np.clip(scores, 1e-7, 1 - 1e-7)
    weight = np.array(weights) * len(weights) / sum(weights)
    fitted = LogisticRegression(C=1e6).fit(np.log(clipped / (1 - clipped))[:, None], right, sample_weight=weight)
    return Calibration(slope=float(fitted.coef_[0, 0]), offset=float(fitted.intercept_[0]))


def scores_of(calibration: Calibration, judged: Judged) -> dict[str, Any]:
    """What `training.evaluate` counts, with calibrated scores."""
    measured, entities = judged
    calibrated = [[calibrate(calibration, entity) for entity in those] for those in entities]
    return numbers(evaluate(measured.name, measured.documents, calibrated))


def calibrate(calibration: Calibration, entity: Entity) -> Entity:
    return entity._replace(score=float(calibration(np.array([entity.score]))[0]))


def write_folder(model: pathlib.Path, output: pathlib.Path, calibration: Calibration, card: dict[str, Any]) -> None:
    """Copies a model folder, and gives it its calibration and its card."""
    output.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(model / name, output / name)
    config = json.loads((output / "config.json").read_text())
    (output / "config.json").write_text(json.dumps({**config, "calibration": calibration._asdict()}, indent=1))
    write_card(output, card)


if __name__ == "__main__":
    main()
