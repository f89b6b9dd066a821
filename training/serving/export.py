"""Writes a trained network as a model folder: see `ner_model.model_folder` for its files."""

import dataclasses
import json
import pathlib
from collections.abc import Mapping
from typing import Any

import keras
import numpy as np

from ner_model.decoder import Calibration
from ner_model.model_folder import CARD, FILES, FORMAT_VERSION, RERANKER, sha256
from ner_model.network import crf_weights, get_weights
from training.fitting.settings import TrainConfig
from training.fitting.word_vectors import WordVectors


def export(
    network: keras.Model,
    words: WordVectors,
    config: TrainConfig,
    folder: pathlib.Path,
    *,
    trained_on: Mapping[str, str] | None = None,
) -> None:
    """Writes everything but the scores; `words` has the vectors of the whole vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RERANKER).unlink(missing_ok=True)  # of another network
    weights = get_weights(network)
    write_config(network, config, folder)
    (folder / "words.txt").write_text("\n".join(words.words), encoding="utf-8")
    np.save(folder / "vectors.npy", eight_bits(words.vectors, config.network.feature_range))
    arrays: dict[str, Any] = {path: value for path, value in weights.items() if path != "words/embeddings"}
    np.savez(folder / "weights.npz", **arrays)
    learned = {"trained_on": dict(trained_on)} if trained_on else {}
    write_card(folder, {"name": config.name, **learned, "training": dataclasses.asdict(config)})


def write_config(network: keras.Model, config: TrainConfig, folder: pathlib.Path) -> None:
    content = {
        "format_version": FORMAT_VERSION,
        "tags": network.get_layer("crf").tags,
        "written": [tag[2:] for tag in network.get_layer("crf").tags[1::2] if tag[2:] not in config.silent],
        "network": dataclasses.asdict(config.network),
        "crf": {name: part.tolist() for name, part in crf_weights(network)._asdict().items()},
        "calibration": Calibration()._asdict(),
        "agreement": config.agreement,
    }
    (folder / "config.json").write_text(json.dumps(content, indent=1))


def write_card(folder: pathlib.Path, card: dict[str, Any]) -> None:
    """Writes `model_card.json` with the SHA-256 of the other files as they are now."""
    files = [*FILES, *([RERANKER] if (folder / RERANKER).is_file() else [])]
    card = {**card, "sha256": {name: sha256(folder / name) for name in files}}
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False), encoding="utf-8")


def eight_bits(vectors: np.ndarray, limit: float) -> np.ndarray:
    """Vectors as int8 `[words, dimensions]`, of which 127 stands for `limit`."""
    return np.rint(np.clip(vectors / limit, -1, 1) * 127).astype(np.int8)
