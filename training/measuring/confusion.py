"""Which label was given for which, token by token, as a table and a picture."""

import csv
import pathlib
from collections import Counter
from collections.abc import Mapping

import numpy as np

from ner_model.tags import OUTSIDE


def label_table(pairs: Mapping[tuple[str, str], int]) -> tuple[list[str], np.ndarray]:
    """Labels, `O` last, and int64 `[gold, given]` from counts of (gold tag, given tag).

    >>> label_table({("B-geo", "B-geo"): 3, ("I-geo", "O"): 1})
    (['geo', 'O'], array([[3, 1],
           [0, 0]]))
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for pair, count in pairs.items():
        counts[tuple(tag.partition("-")[2] or OUTSIDE for tag in pair)] += count
    labels = [*sorted({label for pair in counts for label in pair} - {OUTSIDE}), OUTSIDE]
    return labels, np.array([[counts[gold, given] for given in labels] for gold in labels])


def write_table(path: pathlib.Path, labels: list[str], counts: np.ndarray) -> None:
    """A row for each gold label, a column for each given one."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["gold", *labels], *([label, *row] for label, row in zip(labels, counts.tolist(), strict=True))]
        )


def draw_table(path: pathlib.Path, labels: list[str], counts: np.ndarray) -> None:
    """Rows are coloured by their share of each label, so that rare labels are seen too."""
    from matplotlib.figure import Figure  # slow to import, and only pictures need it

    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(2 + 0.9 * len(labels), 1.5 + 0.7 * len(labels)), layout="constrained")
    axes = figure.add_subplot(xlabel="given", ylabel="gold", title="tokens by label")
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(labels)), labels, rotation=45, ha="right")
    axes.set_yticks(range(len(labels)), labels)
    for (row, column), count in np.ndenumerate(counts):
        color = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, f"{count:,}", ha="center", va="center", color=color, fontsize=8)
    figure.savefig(path, dpi=120)
