import numpy as np
import pytest

from ner_model.arithmetic import logistic
from ner_model.reranking.features import FEATURES, WIDTH
from training.reranking import grow_trees as module
from training.reranking.examples import Examples
from training.reranking.grow_trees import grow_trees, importance


@pytest.fixture(autouse=True)
def few_trees(monkeypatch):
    monkeypatch.setitem(module._SETTINGS, "max_iter", 20)


@pytest.fixture(scope="module")
def examples() -> Examples:
    """What is right if features 2 and 5 differ, with some chance."""
    generator = np.random.default_rng(0)
    rows = generator.random((600, WIDTH)).astype(np.float32)
    right = (rows[:, 2] > 0.4) != (rows[:, 5] > 0.7) & (generator.random(600) > 0.1)
    return Examples(rows, right, generator.integers(1, 4, 600).astype(float))


def test_the_trees_say_what_scikit_learn_says(examples):
    from sklearn.ensemble import HistGradientBoostingClassifier

    fitted = HistGradientBoostingClassifier(**module._SETTINGS, random_state=1)
    fitted.fit(examples.rows, examples.right, sample_weight=examples.weights)
    found = logistic(grow_trees(examples).sums(examples.rows).astype(np.float64))
    np.testing.assert_allclose(found, fitted.predict_proba(examples.rows)[:, 1], atol=1e-5)


def test_what_matters_is_asked_for_most(examples):
    asked = importance(grow_trees(examples))
    assert set(sorted(asked, key=asked.__getitem__)[-2:]) == {FEATURES[2], FEATURES[5]}


@pytest.mark.parametrize("threshold", [0.1, 1 / 3, 1e-20, 7.0])
def test_thresholds_part_float32_as_they_parted_doubles(threshold):
    found = module._at_most(threshold)
    assert found <= threshold < np.nextafter(found, np.float32(np.inf))
