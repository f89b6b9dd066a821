"""Several taggers as one: their tag scores averaged."""

import json
from collections.abc import Sequence

import numpy as np

from ner_model.batches import Windows
from ner_model.crf import CrfWeights
from ner_model.engine import Engine
from ner_model.model_folder import ModelFolder, find_model, open_model
from ner_model.native_engine import NativeEngine
from ner_model.tagger import Tagger
from ner_model.words import Words


def load_ensemble(names: Sequence[str]) -> Tagger:
    """A tagger that averages the scores and transitions of others; they must have the same tags."""
    models = [open_model(find_model(name)) for name in names]
    if len({json.dumps(model.tags) for model in models}) != 1:
        raise ValueError(f"the taggers must have the same tags. Received: {[model.tags for model in models]}")
    crf = {name: _mean([getattr(model.crf(), name) for model in models]).tolist() for name in CrfWeights._fields}
    first = models[0]
    joint = ModelFolder(first.path, {**first.config, "crf": crf}, first.card, "+".join(m.digest for m in models))
    return Tagger(joint, _MeanEngine([NativeEngine(model) for model in models]))


class _MeanEngine:
    """The mean of the scores of several engines."""

    def __init__(self, engines: Sequence[Engine]):
        self._engines = engines
        self._types: list[np.ndarray] = []

    def types(self, words: Words) -> np.ndarray:
        self._types = [engine.types(words) for engine in self._engines]
        return self._types[0]

    def scores(self, types: np.ndarray, windows: Windows) -> np.ndarray:
        """Of the words that `types` was last asked for: each engine has numbers of its own."""
        return _mean([engine.scores(own, windows) for engine, own in zip(self._engines, self._types, strict=True)])


def _mean(arrays: Sequence[np.ndarray]) -> np.ndarray:
    return np.asarray(np.mean(arrays, axis=0, dtype=np.float32))
