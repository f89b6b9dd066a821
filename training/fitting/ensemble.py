"""Several taggers as one: their tag scores averaged."""

import json
from collections.abc import Sequence

import numpy as np

from ner_model.crf import CrfWeights
from ner_model.model_folder import ModelFolder, find_model, open_model
from ner_model.onnx_engine import OnnxEngine
from ner_model.tagger import Tagger


def load_ensemble(names: Sequence[str]) -> Tagger:
    """A tagger that averages the scores and transitions of others; they must have the same tags."""
    models = [open_model(find_model(name)) for name in names]
    if len({json.dumps(model.tags) for model in models}) != 1:
        raise ValueError(f"the taggers must have the same tags. Received: {[model.tags for model in models]}")
    crf = {name: _mean([getattr(model.crf(), name) for model in models]).tolist() for name in CrfWeights._fields}
    first = models[0]
    joint = ModelFolder(first.path, {**first.config, "crf": crf}, first.card, "+".join(m.digest for m in models))
    return Tagger(joint, _MeanEngine([OnnxEngine(model) for model in models]))


class _MeanEngine:
    """Features of all engines side by side, and the mean of their scores."""

    def __init__(self, engines: Sequence[OnnxEngine]):
        self._engines = engines
        self._bounds = np.cumsum([len(engine.padding) for engine in engines])[:-1]
        self.padding = np.concatenate([engine.padding for engine in engines])
        self.padded_tokens = engines[0].padded_tokens

    def describe(self, words: list[str]) -> np.ndarray:
        return np.concatenate([engine.describe(words) for engine in self._engines], axis=1)

    def scores(self, features: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        parts = np.split(features, self._bounds, axis=2)
        pairs = zip(self._engines, parts, strict=True)
        return _mean([engine.scores(np.ascontiguousarray(part), lengths) for engine, part in pairs])


def _mean(arrays: Sequence[np.ndarray]) -> np.ndarray:
    return np.mean(arrays, axis=0, dtype=np.float32)
