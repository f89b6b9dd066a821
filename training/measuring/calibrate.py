"""Scores that mean what they say: Platt scaling on corpora that a tagger has not learned."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ner_model.decoder import Calibration
from ner_model.entity import Entity
from training.corpora.measured import Measured
from training.measuring.evaluation import evaluate, mentions_of, numbers

FEWEST = 30  # entities, of which some are wrong: fewer say nothing of a probability


class Judged(NamedTuple):
    """A corpus, and what a tagger that has not learned it finds there: of each document the entities that count."""

    measured: Measured
    entities: list[list[Entity]]


def fit_calibration(judged: Sequence[Judged]) -> Calibration:
    """Platt scaling of scores that are not calibrated yet, by logistic regression on whether spans are right.

    Each corpus weighs the same: it is not known from which of them a user's text is, or whether from any. Where there
    are too few entities to learn from, scores stay as they are.
    """
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    scores, right, weights = [], [], []
    for measured, entities in judged:
        gold = [set(document.mentions) for document in measured.documents]
        found = [mentions_of(*pair) for pair in zip(measured.documents, entities, strict=True)]
        scores += [entity.score for those in entities for entity in those]
        right += [mention in those for those, mentions in zip(gold, found, strict=True) for mention in mentions]
        weights += [1 / max(sum(map(len, found)), 1)] * sum(map(len, found))
    if len(right) < FEWEST or len(set(right)) < 2:
        print(f"scores are not calibrated: {len(right)} entities, {sum(right)} of them right, say too little")
        return Calibration()
    clipped = np.clip(scores, 1e-7, 1 - 1e-7)
    weight = np.array(weights) * len(weights) / sum(weights)
    fitted = LogisticRegression(C=1e6).fit(np.log(clipped / (1 - clipped))[:, None], right, sample_weight=weight)
    return Calibration(slope=float(fitted.coef_[0, 0]), offset=float(fitted.intercept_[0]))


def scores_of(calibration: Calibration, judged: Judged) -> dict[str, Any]:
    """What `training.evaluate` counts, with calibrated scores."""
    calibrated = [[calibrate(calibration, entity) for entity in those] for those in judged.entities]
    return numbers(evaluate(judged.measured, calibrated))


def calibrate(calibration: Calibration, entity: Entity) -> Entity:
    return entity._replace(score=float(calibration(np.array([entity.score]))[0]))
