"""Conventions of a model folder: output layers for its network that annotate as other teams do.

conventions/NAME.json  tags, how they follow one another, how scores are calibrated: what `config.json` says of its own
conventions/NAME.npz   float32 weights of the output layer, by their names in `weights.npz`
conventions/NAME.reranker.npz  what a second look at its spans needs, where there is one
model_card.json        of each convention what it means, how well it does, and SHA-256 of these files

Files of a folder without conventions stay as they are when one is added, and so does the identity of the tagger.
"""

import hashlib
import pathlib
import re
from typing import Any, NamedTuple

import numpy as np

from ner_model.errors import Refused
from ner_model.model_config import output_shapes, read_convention
from ner_model.model_folder import CARD, ModelError, ModelFolder, check_sum, read_json
from ner_model.stored_arrays import read_arrays

FOLDER = "conventions"
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")

_TOLD = ("finds", "licence", "trained_on", "corpus", "evaluation", "training")  # by the card, of each convention


class Stored(NamedTuple):
    """A convention as it lies in a folder, checked."""

    about: dict[str, Any]
    config: dict[str, Any]
    output: dict[str, np.ndarray]
    reranker: pathlib.Path | None
    digest: str


def with_convention(model: ModelFolder, name: str | None) -> ModelFolder:
    """The tagger of a folder with one of its conventions; with None, or the name of its own one, as it is.

    Raises `Refused` unless all conventions of the folder are what its card says, and `ModelError`, with the names that
    there are, for one that is not among them.
    """
    stored = {each: _read(model, each, about) for each, about in _told(model).items()}
    own = own_convention(model)
    model = model._replace(conventions=(*([own] if own and own not in stored else []), *stored))
    if name is None or (name == own and name not in stored):
        return model
    if name not in stored:
        known = ", ".join(model.conventions) or "no name for its own, and no other"
        raise ModelError(f"{model.path}: no such convention; there is {known}. Received: convention={name!r:.80}")
    about, config, output, reranker, digest = stored[name]
    card = {**model.card, "out_of_corpus": {}, **{key: about.get(key) for key in _TOLD}}
    return model._replace(
        config={**model.config, "written": None, "agreement": 0.0, **config},
        card=card,
        digest=hashlib.sha256(f"{model.digest}{digest}".encode()).hexdigest(),
        convention=name,
        output=output,
        own=model,
        reranker=reranker,
    )


def own_convention(model: ModelFolder) -> str | None:
    """The name of what a tagger follows unless told otherwise: the corpus that its card says it was made for."""
    corpus = model.card.get("corpus")
    name = corpus.get("name") if isinstance(corpus, dict) else None
    return name if isinstance(name, str) else None


def files_of(name: str) -> tuple[str, str]:
    """The files of a convention, below its model folder."""
    return f"{FOLDER}/{name}.json", f"{FOLDER}/{name}.npz"


def reranker_of(name: str) -> str:
    """The file of a convention's reranker, below its model folder."""
    return f"{FOLDER}/{name}.reranker.npz"


def _told(model: ModelFolder) -> dict[str, dict[str, Any]]:
    """What the card says of each convention, by name."""
    told = model.card.get("conventions", {})
    if not isinstance(told, dict) or not all(isinstance(about, dict) for about in told.values()):
        raise ModelError(f"{model.path / CARD}: expected conventions by their names, found {told!r:.200}")
    for name in told:
        if not NAME.fullmatch(name):
            raise ModelError(f"{model.path / CARD}: expected the name of a convention, found {name!r:.80}")
    return told


def _read(model: ModelFolder, name: str, about: dict[str, Any]) -> Stored:
    config_file, arrays_file = files_of(name)
    sums = about.get("sha256")
    if not isinstance(sums, dict) or set(sums) - {reranker_of(name)} != {config_file, arrays_file}:
        raise ModelError(f"{model.path / CARD}: expected sha256 of the files of {name}, found {sums!r:.200}")
    for file, expected in sums.items():
        check_sum(model.path / file, expected)
    path = model.path / config_file
    content = read_json(path)
    try:
        convention = read_convention(content)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: {error!s:.400}") from error
    if convention.weights != (found := model.card["sha256"]["weights.npz"]):
        raise Refused(
            "learned on another network", str(path), convention.weights, f"learn it anew on the network {found[:12]}"
        )
    shapes = output_shapes(convention, model.config["network"]["hidden"])
    output = read_arrays(model.path / arrays_file, shapes, "float32")
    del content["weights"]
    reranker = model.path / reranker_of(name) if reranker_of(name) in sums else None
    return Stored(about, content, output, reranker, "".join(sums[file] for file in sorted(sums)))
