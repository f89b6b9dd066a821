import numpy as np
import pytest

from ner_model.errors import Refused
from ner_model.linking.candidates import WIDTH, Candidates
from ner_model.linking.ranker import Ranker, load_ranker, save_ranker


def ranker(width=WIDTH):
    """Scores a candidate by the hyperbolic tangent of its first feature."""
    hidden = np.zeros((width, 1), np.float32)
    hidden[0] = 1
    return Ranker(np.zeros(width), np.ones(width), hidden, np.zeros(1), np.ones(1), np.float32(0))


def test_probabilities_of_a_mention_and_of_none_add_up_to_one():
    candidates = Candidates([7, 8], np.zeros((2, WIDTH), np.float32))
    assert ranker().choose(candidates) == (candidates, 0, pytest.approx(1 / 3))


def test_the_higher_score_is_the_more_probable():
    features = np.zeros((2, WIDTH), np.float32)
    features[1, 0] = 3
    assert ranker().choose(Candidates([7, 8], features)).at == 1


def test_the_eight_best_are_kept_of_more():
    features = np.zeros((10, WIDTH), np.float32)
    features[4:6, 0] = 1
    chosen = ranker().choose(Candidates(list(range(10)), features))
    assert chosen.candidates.concepts == [4, 5, 0, 1, 2, 3, 6, 7]
    assert chosen.at == 0


def test_a_ranker_comes_back_from_its_file(tmp_path):
    save_ranker(ranker(), tmp_path / "ranker.npz")
    loaded = load_ranker(tmp_path / "ranker.npz")
    assert loaded.scores(np.full((1, WIDTH), 9, np.float32)) == pytest.approx(np.tanh(5))


def test_one_of_other_features_and_no_ranker_are_refused(tmp_path):
    save_ranker(ranker(width=3), tmp_path / "ranker.npz")
    with pytest.raises(Refused, match="a ranker of"):
        load_ranker(tmp_path / "ranker.npz")
    (tmp_path / "ranker.npz").write_bytes(b"no archive")
    with pytest.raises(Refused, match="no ranker"):
        load_ranker(tmp_path / "ranker.npz")


@pytest.mark.parametrize("field", ["mean", "scale", "hidden_bias", "output", "none"])
def test_one_whose_arrays_do_not_fit_each_other_is_refused(tmp_path, field):
    save_ranker(ranker()._replace(**{field: np.ones(7)}), tmp_path / "ranker.npz")
    with pytest.raises(Refused, match="a ranker of"):
        load_ranker(tmp_path / "ranker.npz")


def test_the_ranker_that_ships_is_for_these_features():
    load_ranker()
