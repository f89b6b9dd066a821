"""Calibrates a trained tagger and writes the folder that ships: `python -m training.publish --model=RUN/model ...`.

A tagger trained on train + dev has no data of its corpus left to be judged on. Its scores there are then those of the
tagger that the same settings gave on train alone (`--evaluated`); on corpora that it has not learned they are its own
(`--apart`). It is calibrated on both.
"""

import argparse
import dataclasses
import json
import pathlib
import shutil
from typing import Any

from ner_model.decoder import Calibration
from ner_model.errors import Refused
from ner_model.model_folder import CARD, FILES, RERANKER
from ner_model.tagger import Tagger, load
from training.corpora.labelled_corpus import LabelledCorpus, corpus_of_card
from training.corpora.load_corpus import KNOWN
from training.corpora.measured import Measured, measured_of_related
from training.corpora.prepared import CACHE
from training.corpora.related import FURTHER_AWAY, OUT_OF_CORPUS, RELATED
from training.endings import exit_with_line
from training.fitting.lineage import learned_from
from training.fitting.settings import TrainConfig
from training.measuring.calibrate import Judged, fit_calibration, scores_of
from training.own.origin import FILE as ORIGIN
from training.own.origin import read_origin
from training.serving.export import write_card
from training.which_corpus import measured_split


def main(arguments: list[str] | None = None) -> None:
    args = parse(arguments)
    with exit_with_line("publish"):
        trained = json.loads((args.model / CARD).read_text(encoding="utf-8"))
        origin = read_origin(args.model.parent)
        corpus = origin.open().as_labelled() if origin else known_corpus(args, trained["training"]["corpus"])
        evaluated = load(str(args.evaluated or args.model))
        parts = {split: judge(evaluated, measured_split(corpus, split)) for split in corpus.splits if split != "train"}
    others, further = judge_apart(args) if args.apart else ([], [])
    calibration = fit_calibration([parts["dev"], *others])
    measured_on = "test" if "test" in parts else "dev"
    scores = scores_of(calibration, parts[measured_on])
    evaluation = {
        "split": measured_on,
        "trained_on_split": args.trained_on,
        "digest_of_evaluated": evaluated.digest,
        **({"remark": args.remark} if args.remark else {}),
        **scores,
    }
    apart = {each.measured.name: scores_of(calibration, each) for each in [*others, *further]}
    card = {**about(args, corpus, trained, evaluated), "evaluation": evaluation, "out_of_corpus": apart}
    write_folder(args.model, args.output, calibration, {**card, "training": trained["training"]})
    for each, numbers_ in {measured_on: scores, **apart}.items():
        print(f"{each}: F1 {numbers_['f1']:.4f}, calibration error {numbers_['expected_calibration_error']:.4f}")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=pathlib.Path, required=True, help="model folder that training.train made")
    parser.add_argument("--evaluated", type=pathlib.Path, help="model folder trained on train alone (default: --model)")
    parser.add_argument(
        "--apart", type=pathlib.Path, help="model folder that learned none of the corpora to be measured on as well"
    )
    parser.add_argument(
        "--remark", help="how the evaluated tagger differs from the one that is published, for the card"
    )
    parser.add_argument("--name", help="of the tagger (default: as it was trained, or the folder that is published)")
    parser.add_argument("--licence", help="of the tagger (default: MIT for what ships; else that of its corpus)")
    parser.add_argument("--trained_on", default="train", help="splits that the evaluated tagger was trained on")
    parser.add_argument("--data_dir", type=pathlib.Path, help="folder with the known corpora as published")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where TFDS keeps prepared data sets")
    return parser.parse_args(arguments)


def known_corpus(args: argparse.Namespace, name: str) -> LabelledCorpus:
    """The published corpus that a tagger learned from."""
    if name not in KNOWN:
        raise Refused(f"no corpus.json in {args.model.parent}, the folder of the run", "--model", str(args.model))
    if args.data_dir is None:
        raise Refused(f"{name} is read from its files as published", remedy="--data_dir=FOLDER says where")
    return KNOWN[name].at(args.data_dir, args.cache)


def about(
    args: argparse.Namespace, corpus: LabelledCorpus, trained: dict[str, Any], evaluated: Tagger
) -> dict[str, Any]:
    """What the card says of the tagger and of its data."""
    documents = {split: corpus.load(split) for split in corpus.splits}
    is_own = (args.model.parent / ORIGIN).is_file()
    return {
        "name": args.name or (args.output.resolve().name if is_own else trained["training"]["name"]),
        "licence": args.licence or (corpus.licence if is_own else "MIT"),
        "finds": f"{', '.join(evaluated.labels)} in English text such as {corpus.about}",
        "trained_on": trained.get("trained_on") or learned_from(_config(trained)),
        "corpus": corpus_of_card(corpus, documents),
    }


def _config(trained: dict[str, Any]) -> TrainConfig:
    """The settings that a card tells, as far as what was learned is concerned."""
    known = {field.name for field in dataclasses.fields(TrainConfig)} - {"network"}
    return TrainConfig(**{name: value for name, value in trained["training"].items() if name in known})


def judge(tagger: Tagger, measured: Measured) -> Judged:
    mine = measured.by(tagger.labels)
    return Judged(mine, mine.that_count(tagger.annotate([document.text for document in mine.documents])))


def judge_apart(args: argparse.Namespace) -> tuple[list[Judged], list[Judged]]:
    """Other teams' corpora, as the tagger that was trained apart from them annotates them: those that it is calibrated
    on too, and those further away."""
    tagger = load(str(args.apart))
    names = OUT_OF_CORPUS[tagger.name], FURTHER_AWAY[tagger.name]
    others, further = ([judge(tagger, elsewhere(args, name)) for name in those] for those in names)
    return others, further


def elsewhere(args: argparse.Namespace, name: str) -> Measured:
    """A related corpus, or the development set of a known one."""
    if name in RELATED:
        return measured_of_related(name, args.data_dir / "related")
    return measured_split(known_corpus(args, name), "dev")


def write_folder(model: pathlib.Path, output: pathlib.Path, calibration: Calibration, card: dict[str, Any]) -> None:
    """Copies a model folder, and gives it its calibration and its card."""
    output.mkdir(parents=True, exist_ok=True)
    (output / RERANKER).unlink(missing_ok=True)
    for name in (*FILES, RERANKER):
        if name in FILES or (model / name).is_file():
            shutil.copyfile(model / name, output / name)
    config = json.loads((output / "config.json").read_text())
    (output / "config.json").write_text(json.dumps({**config, "calibration": calibration._asdict()}, indent=1))
    write_card(output, card)


if __name__ == "__main__":
    main()
