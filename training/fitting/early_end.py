"""When a training run has learned what it can: after some epochs without a better score on dev, back to the best."""

import csv
import pathlib
import time
from collections.abc import Sequence

import keras
import numpy as np

BEST = "best.npz"


def gave_up(folder: pathlib.Path, patience: int) -> bool:
    """Whether the best of the epochs in `history.csv` is that many epochs ago; never with a patience of 0."""
    scores = _scores(folder)
    return bool(patience and scores) and len(scores) - 1 - _best(scores) >= patience


def keep_if_best(folder: pathlib.Path, patience: int, variables: Sequence[keras.Variable]) -> None:
    """Writes down the variables if the last epoch is the best so far, and anybody will want them."""
    scores = _scores(folder)
    if patience and scores and _best(scores) == len(scores) - 1:
        np.savez(folder / BEST, *[variable.numpy() for variable in variables])


def restore_best(folder: pathlib.Path, variables: Sequence[keras.Variable]) -> None:
    """Gives the variables the values that they had in the best epoch, where there was a dev part to tell."""
    if (folder / BEST).is_file():
        with np.load(folder / BEST, allow_pickle=False) as kept:
            for number, variable in enumerate(variables):
                variable.assign(kept[f"arr_{number}"])


def time_left(began: float, done: int, to_go: int, *, now: float | None = None) -> str:
    """How long the epochs to go will take, if they take as long as those that are done since a moment (monotonic).

    >>> time_left(100.0, 2, 6, now=160.0)
    '3 min'
    """
    seconds = ((time.monotonic() if now is None else now) - began) / max(done, 1) * to_go
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"


def _scores(folder: pathlib.Path) -> list[float]:
    """F1 on dev after each epoch; empty if there is no dev part."""
    path = folder / "history.csv"
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return [float(row["f1"]) for row in csv.DictReader(file) if row.get("f1")]


def _best(scores: Sequence[float]) -> int:
    """The first of the best epochs, counted from 0."""
    return scores.index(max(scores))
