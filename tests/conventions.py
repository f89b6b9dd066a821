"""Conventions for tests: output layers with random weights, so that they find a lot."""

import numpy as np

from ner_model.crf import CrfWeights
from ner_model.network import FORBIDDEN
from ner_model.tags import allowed_starts, allowed_transitions, tags_of
from training.fitting.output_layer import OutputLayer
from training.serving.write_convention import Convention, write_convention

EVALUATION = {"f1": 0.5}


def random_layer(labels, units=16, seed=5):
    tags = tags_of(labels)
    generator = np.random.default_rng(seed)
    weights = {
        "scores/kernel": generator.normal(0, 4, (units, len(tags))).astype(np.float32),
        "scores/bias": np.zeros(len(tags), np.float32),
        "crf/transitions": np.zeros((len(tags), len(tags)), np.float32),
        "crf/starts": np.zeros(len(tags), np.float32),
        "crf/ends": np.zeros(len(tags), np.float32),
    }
    crf = CrfWeights(
        np.where(allowed_transitions(tags), 0, FORBIDDEN).astype(np.float32),
        np.where(allowed_starts(tags), 0, FORBIDDEN).astype(np.float32),
        np.zeros(len(tags), np.float32),
    )
    return OutputLayer(tags, weights, crf)


def add(
    folder, name="theirs", labels=("Disease", "Gene", "Chemical"), written=("Disease", "Gene"), seed=5, reranker=None
):
    """Adds a convention to a folder of `tiny_model`."""
    convention = Convention(name, random_layer(labels, seed=seed), written, reranker=reranker)
    write_convention(folder, convention, {"finds": "what they find", "evaluation": EVALUATION})
    return folder
