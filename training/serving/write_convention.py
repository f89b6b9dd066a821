"""Writes a convention into a model folder: see `ner_model.conventions` for its files."""

import json
import pathlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ner_model.conventions import FOLDER, files_of, reranker_of
from ner_model.decoder import Calibration
from ner_model.model_folder import CARD, sha256
from ner_model.reranking.lexicon import Lexicon
from ner_model.reranking.stored import write_reranker
from ner_model.reranking.trees import Trees
from training.fitting.output_layer import OutputLayer


class Convention(NamedTuple):
    """What a convention is made of; `written` are the labels whose entities are handed out.

    A reranker takes the names of dictionaries from that of the folder, if it has one.
    """

    name: str
    layer: OutputLayer
    written: Sequence[str]
    agreement: float = 0.0
    calibration: Calibration = Calibration()
    reranker: tuple[Lexicon, Trees] | None = None


def write_convention(folder: pathlib.Path, convention: Convention, about: Mapping[str, Any]) -> None:
    """Adds a convention to a folder, or replaces the one of its name; `about` is what the card says of it.

    The card comes last, and names no convention whose files are being written.
    """
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    others = {name: told for name, told in card.get("conventions", {}).items() if name != convention.name}
    _replace_card(folder, {**card, "conventions": others})
    (folder / FOLDER).mkdir(exist_ok=True)
    config_file, arrays_file = files_of(convention.name)
    content = {
        "tags": convention.layer.tags,
        "written": list(convention.written),
        "crf": {name: part.tolist() for name, part in convention.layer.crf._asdict().items()},
        "calibration": convention.calibration._asdict(),
        "agreement": convention.agreement,
        "weights": sha256(folder / "weights.npz"),
    }
    (folder / config_file).write_text(json.dumps(content, indent=1), encoding="utf-8")
    arrays: dict[str, Any] = convention.layer.weights
    np.savez(folder / arrays_file, **arrays)
    files = [config_file, arrays_file]
    if convention.reranker:
        files.append(reranker_of(convention.name))
        write_reranker(folder / files[-1], *convention.reranker)
    sums = {name: sha256(folder / name) for name in files}
    told = {**others, convention.name: {**about, "sha256": sums}}
    _replace_card(folder, {**card, "conventions": dict(sorted(told.items()))})


def _replace_card(folder: pathlib.Path, card: Mapping[str, Any]) -> None:
    """Nobody sees half a card."""
    card = card if card["conventions"] else {name: value for name, value in card.items() if name != "conventions"}
    fresh = folder / f"{CARD}.new"
    fresh.write_text(json.dumps(card, indent=1, ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / CARD)
