"""Which of the candidates of a mention it is, if any: a small network that scores each, and the probability of none."""

import hashlib
import math
import pathlib
from typing import NamedTuple, Protocol

import numpy as np

from ner_model.errors import Refused
from ner_model.linking.arrays import Floats
from ner_model.linking.candidates import WIDTH, Candidates

KEPT = 8  # candidates that a text may decide between
SHIPPED = pathlib.Path(__file__).parent / "ranker.npz"


class Chosen(NamedTuple):
    """The candidates of a mention that its text may decide between, which of them is the likeliest, and how probable.

    The probabilities of all and that of none of them add up to 1.
    """

    candidates: Candidates
    at: int
    probability: float


class Chooser(Protocol):
    """What chooses between candidates, of which there is one at least: `Ranker`, or the one of `native_ranker`."""

    def choose(self, candidates: Candidates) -> Chosen: ...


class Ranker(NamedTuple):
    """A network of one hidden layer over standardised features.

    `hidden`: float32 `[features, units]`; `output`: float32 `[units]`. `none`: what a candidate must exceed.
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    none: Floats | np.float32

    def digest(self) -> str:
        """The identity of the weights."""
        return hashlib.sha256(b"".join(np.asarray(each, "<f4").tobytes() for each in self)).hexdigest()

    def scores(self, features: Floats) -> Floats:
        """The score of each candidate, float32 `[candidates]`, of features `[candidates, WIDTH]`."""
        scaled = (features - self.mean) / self.scale
        np.minimum(np.maximum(scaled, -5, out=scaled), 5, out=scaled)  # faster than np.clip
        units = scaled @ self.hidden
        units += self.hidden_bias
        scores: Floats = np.asarray(np.tanh(units, out=units) @ self.output - self.none, np.float32)
        return scores

    def choose(self, candidates: Candidates) -> Chosen:
        """The eight best candidates, the best first, where there are more, else all as they are."""
        scores = self.scores(candidates.features)
        if len(scores) > KEPT:
            kept = np.argsort(-scores, kind="stable")[:KEPT]
            concepts = [candidates.concepts[at] for at in kept.tolist()]
            candidates, scores = Candidates(concepts, candidates.features[kept]), scores[kept]
        odds = [math.exp(score) for score in scores.tolist()]  # which the weights of a network bound
        most = max(odds)
        return Chosen(candidates, odds.index(most), most / (1 + sum(odds)))


def load_ranker(path: pathlib.Path = SHIPPED) -> Ranker:
    """Reads the arrays of a ranker; refused if they are not for the features of this version."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            ranker = Ranker(*(np.asarray(archive[name], np.float32) for name in Ranker._fields))
    except (OSError, ValueError, KeyError) as error:
        raise Refused(f"no ranker ({error})", str(path)) from error
    units, shapes = np.size(ranker.output), tuple(map(np.shape, ranker))
    if shapes != ((WIDTH,), (WIDTH,), (WIDTH, units), (units,), (units,), ()):
        raise Refused(f"a ranker of {WIDTH} features is needed", str(path), shapes)
    return ranker


def save_ranker(ranker: Ranker, path: pathlib.Path) -> None:
    np.savez_compressed(path, **ranker._asdict())
