"""Fits gradient-boosted trees with scikit-learn, and writes them down as arrays."""

from typing import Any

import numpy as np

from ner_model.reranking.features import FEATURES
from ner_model.reranking.trees import LEAF, Trees
from training.reranking.examples import Examples

_SETTINGS: dict[str, Any] = {
    "max_iter": 100,
    "learning_rate": 0.1,
    "max_leaf_nodes": 16,
    "max_depth": 6,
    "min_samples_leaf": 30,
    "l2_regularization": 1.0,
    "max_features": 0.5,
    "early_stopping": False,
}


def grow_trees(examples: Examples, seed: int = 1) -> Trees:
    """The same examples give the same trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]

    classifier = HistGradientBoostingClassifier(**_SETTINGS, random_state=seed)
    fitted = classifier.fit(examples.rows, examples.right, sample_weight=examples.weights)
    roots: list[int] = []
    nodes: list[Any] = []
    for (tree,) in fitted._predictors:
        roots.append(len(nodes))
        _write(tree.nodes, 0, nodes)
    return as_trees(roots, nodes, fitted._baseline_prediction.item())


def as_trees(roots: list[int], nodes: list[Any], start: float) -> Trees:
    """`nodes`: feature, threshold and elsewhere of each."""
    features, thresholds, elsewhere = zip(*nodes, strict=True)
    return Trees(
        np.array(roots, np.int32),
        np.array(features, np.int32),
        np.array(thresholds, np.float32),
        np.array(elsewhere, np.int32),
        np.array([start], np.float32),
    )


def _write(tree: np.ndarray, number: int, nodes: list[Any]) -> None:
    """Adds a node and what is below it: the left side follows, and the node says where the right side begins."""
    node = tree[number]
    if node["is_leaf"]:
        nodes.append((LEAF, node["value"], 0))
        return
    place = len(nodes)
    nodes.append(None)
    _write(tree, node["left"], nodes)
    nodes[place] = (int(node["feature_idx"]), _at_most(node["num_threshold"]), len(nodes))
    _write(tree, node["right"], nodes)


def _at_most(threshold: float) -> np.float32:
    """The largest float32 that is not above a threshold: what is at most the one is at most the other."""
    nearest = np.float32(threshold)
    return nearest if nearest <= threshold else np.nextafter(nearest, np.float32(-np.inf))


def importance(trees: Trees) -> dict[str, int]:
    """How many nodes ask for each feature."""
    return {name: int((trees.features == number).sum()) for number, name in enumerate(FEATURES)}
