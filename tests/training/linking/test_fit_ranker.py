import numpy as np

from ner_model.linking.candidates import FEATURES, WIDTH
from training.linking.fit_ranker import Examples, first_ranker, fit_ranker


def test_a_fitted_ranker_finds_what_tells_the_right_candidate():
    random = np.random.default_rng(1)
    features = random.random((256, 20, WIDTH), np.float32)
    answers = features[:, :3, 0].argmax(axis=1)
    ranker = fit_ranker(Examples(features, np.full(256, 3), answers))
    scores = ranker.scores(features[:, :3].reshape(-1, WIDTH)).reshape(-1, 3)
    assert (scores.argmax(axis=1) == answers).mean() > 0.8


def test_the_first_ranker_is_sure_of_a_name_as_it_is_and_of_nothing_else():
    line = np.zeros((2, WIDTH), np.float32)
    for name in ("mention_covered", "name_covered", "same_words", "same_stems", "preferred"):
        line[0, FEATURES.index(name)] = 1
    line[1, FEATURES.index("mention_covered")] = 0.5
    sure, unsure = first_ranker().scores(line)
    assert sure > 3
    assert unsure < 0
