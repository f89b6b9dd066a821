"""Calibrates a trained tagger and writes the folder that ships: `python -m training.publish --model=RUN/model ...`.

A tagger trained on train + dev has no data left to be judged on. Its calibration and its scores are then those of
the tagger that the same settings gave on train alone (`--evaluated`).
"""

import argparse
import json
import pathlib
import shutil
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from ner_model.decoder import Calibration
from ner_model.model_folder import CARD, FILES
from ner_model.tagger import Entity, load
from training.corpora.gold import GoldDocument
from training.corpora.load_corpus import CACHE, load_corpus
from training.evaluate import evaluate, mentions_of, numbers
from training.serving.export import write_card

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
            "word vectors": TEXT,
        },
    },
}


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    training = json.loads((args.model / CARD).read_text())["training"]
    documents = load_corpus(training["corpus"], "dev", args.data_dir, cache=args.cache)
    judged = load(str(args.evaluated or args.model))
    entities = judged.annotate([document.text for document in documents])
    calibration = fit_calibration(documents, entities)
    calibrated = [[calibrate(calibration, entity) for entity in those] for those in entities]
    scores = numbers(evaluate(training["corpus"], documents, calibrated))
    evaluation = {"split": "dev", "trained_on_split": args.trained_on, "digest_of_evaluated": judged.digest, **scores}
    name = training["name"]
    card = {"name": name, "licence": "MIT", **ABOUT[name], "evaluation": evaluation, "training": training}
    write_folder(args.model, args.output, calibration, card)
    print(f"{args.output}: F1 {scores['f1']:.4f}, calibration error {scores['expected_calibration_error']:.4f}")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=pathlib.Path, required=True, help="model folder that training.train made")
    parser.add_argument("--evaluated", type=pathlib.Path, help="model folder trained on train alone (default: --model)")
    parser.add_argument("--trained_on", default="train", help="splits that the evaluated tagger was trained on")
    parser.add_argument("--data_dir", type=pathlib.Path, required=True, help="folder with the corpora as published")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")
    return parser.parse_args(arguments)


def fit_calibration(documents: Sequence[GoldDocument], entities: Sequence[Sequence[Entity]]) -> Calibration:
    """Platt scaling of scores that are not calibrated yet, by logistic regression on whether spans are right."""
    pairs = [
        (entity.score, mention in set(document.mentions))
        for document, those in zip(documents, entities, strict=True)
        for entity, mention in zip(those, mentions_of(document, those), strict=True)
    ]
    scores, right = np.array([score for score, _ in pairs]), [is_right for _, is_right in pairs]
    scores = np.clip(scores, 1e-7, 1 - 1e-7)
    fitted = LogisticRegression(C=1e6).fit(np.log(scores / (1 - scores))[:, None], right)
    return Calibration(slope=float(fitted.coef_[0, 0]), offset=float(fitted.intercept_[0]))


def calibrate(calibration: Calibration, entity: Entity) -> Entity:
    return entity._replace(score=float(calibration(np.array([entity.score]))[0]))


def write_folder(model: pathlib.Path, output: pathlib.Path, calibration: Calibration, card: dict) -> None:
    """Copies a model folder, and gives it its calibration and its card."""
    output.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(model / name, output / name)
    config = json.loads((output / "config.json").read_text())
    (output / "config.json").write_text(json.dumps({**config, "calibration": calibration._asdict()}, indent=1))
    write_card(output, card)


if __name__ == "__main__":
    main()
