"""Draws what `history.csv` holds."""

import pathlib

import pandas as pd


def plot_curves(history: pathlib.Path, picture: pathlib.Path) -> None:
    """Loss on the left, scores on the dev split (where there were any) on the right."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    table = pd.read_csv(history, index_col="epoch")
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    table[["loss"]].plot(ax=left, marker=".", title="training loss")
    scores = table.columns.intersection(["precision", "recall", "f1"])
    if len(scores):
        table[scores].plot(
            ax=right, marker=".", title="dev, exact entities", ylim=(max(0, table[scores].min().min() - 0.05), 1)
        )
    figure.savefig(picture, dpi=120)
    plt.close(figure)
