"""Which of the candidates of a mention it is, if any: a small network that scores each, and the probability of none."""

import hashlib
import pathlib
from typing import NamedTuple

import numpy as np

from ner_model.errors import Refused
from ner_model.linking.arrays import Floats
from ner_model.linking.candidates import FEATURES

CONTEXT = (
    "elsewhere",  # how often a sure mention of the text is this concept
    "above",  # a sure mention of the text is a kind of it
    "below",  # it is a kind of the concept of a sure mention
    "expanded",  # the mention is an abbreviation, and this is found by what it stands for
)
SHIPPED = pathlib.Path(__file__).parent / "ranker.npz"


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
        """The score of each candidate, float32 `[candidates]`, of features `[candidates, FEATURES + CONTEXT]`."""
        scaled = (features - self.mean) / self.scale
        np.minimum(np.maximum(scaled, -5, out=scaled), 5, out=scaled)  # faster than np.clip
        units = scaled @ self.hidden
        units += self.hidden_bias
        scores: Floats = np.asarray(np.tanh(units, out=units) @ self.output - self.none, np.float32)
        return scores


def probabilities_of(scores: Floats) -> Floats:
    """The probability of each candidate of a mention, by their scores; with that of none of them they add up to 1."""
    odds = np.exp(scores.astype(np.float64))  # which the weights of a network bound
    probabilities: Floats = (odds / (1 + odds.sum())).astype(np.float32)
    return probabilities


def load_ranker(path: pathlib.Path = SHIPPED) -> Ranker:
    """Reads the arrays of a ranker; refused if they are not for the features of this version."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            ranker = Ranker(*(np.asarray(archive[name], np.float32) for name in Ranker._fields))
    except (OSError, ValueError, KeyError) as error:
        raise Refused(f"no ranker ({error})", str(path)) from error
    if ranker.hidden.shape[:1] != (len(FEATURES) + len(CONTEXT),):
        raise Refused(f"a ranker of {len(FEATURES) + len(CONTEXT)} features is needed", str(path), ranker.hidden.shape)
    return ranker


def save_ranker(ranker: Ranker, path: pathlib.Path) -> None:
    np.savez_compressed(path, **ranker._asdict())
