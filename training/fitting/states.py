"""The states of a tagger's network at each token, as the kernel that serves computes them."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ner_model.batches import windows_of
from ner_model.model_folder import ModelFolder
from ner_model.native_engine import NativeEngine
from ner_model.words import Words
from training.corpora.tagged_corpus import Sentence

_SENTENCES = 1_000  # at once: the word table keeps so many words


def states_of(model: ModelFolder, sentences: Sequence[Sentence]) -> npt.NDArray[np.float32]:
    """float32 `[tokens, 2 hidden]`, of sentences one after the other."""
    engine = NativeEngine(_scoring_states(model))
    rows = range(0, len(sentences), _SENTENCES)
    return np.concatenate([_states(engine, sentences[row : row + _SENTENCES]) for row in rows])


def _scoring_states(model: ModelFolder) -> ModelFolder:
    """The tagger with an output layer that gives out what comes in."""
    units = 2 * int(model.config["network"]["hidden"])
    output = {"scores/kernel": np.eye(units, dtype=np.float32), "scores/bias": np.zeros(units, np.float32)}
    return model._replace(own=model, output=output)


def _states(engine: NativeEngine, sentences: Sequence[Sentence]) -> npt.NDArray[np.float32]:
    lengths = np.array([len(sentence.words) for sentence in sentences])
    words = list(itertools.chain.from_iterable(sentence.words for sentence in sentences))
    stops = np.cumsum([len(word) + 1 for word in words])  # a space behind each
    ends = stops - 1
    starts = np.append(0, stops[:-1])
    bounds = np.cumsum(lengths)
    types = engine.types(Words(" ".join(words), starts, ends))
    return engine.scores(types, windows_of(bounds - lengths, bounds))
