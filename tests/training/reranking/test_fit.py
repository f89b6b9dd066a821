import numpy as np
import pytest

from ner_model.reranking.features import FEATURES
from ner_model.tagger import load
from training.corpora.gold import GoldDocument, Mention
from training.reranking import fit as fitting
from training.reranking.corpora import Part
from training.reranking.examples import doubted
from training.reranking.fit import NO_NAMES, fit

LABELS = ["Chemical", "Disease"]
RIGHT = [GoldDocument(str(number), "Asthma.", (Mention(0, 6, "Disease"),)) for number in range(8)]
WRONG = [GoldDocument(str(number), "Asthma.", ()) for number in range(8, 16)]


@pytest.fixture
def learned(tiny_model, monkeypatch):
    """The examples that trees are grown of, which stay as they were."""
    seen = []
    grow_trees = fitting.grow_trees

    def keep(examples):
        seen.append(examples)
        return grow_trees(examples)

    monkeypatch.setattr(fitting, "grow_trees", keep)

    def learned(documents, groups):
        part = Part("bc5cdr", doubted(load(str(tiny_model)), documents, {0, 1}, 1, 2))
        lexicon = fit([part], ["bc5cdr"], LABELS, NO_NAMES, groups).lexicon
        return seen.pop(), lexicon

    return learned


def test_how_often_a_name_was_told_does_not_tell_whether_it_is_annotated_here(learned):
    examples, lexicon = learned([*RIGHT, *WRONG], 4)
    told = examples.rows[:, [FEATURES.index("annotated"), FEATURES.index("told")]]
    of_right, of_others = ({tuple(row) for row in told[mask].tolist()} for mask in (examples.right, ~examples.right))
    assert of_right == {(6, 12)}
    assert of_right <= of_others
    assert (lexicon.told.max(), lexicon.annotated.max()) == (16, 8)


def test_a_document_is_left_out_by_itself_without_groups_or_where_these_are_more(learned):
    for groups in (None, 4):
        examples, _ = learned(RIGHT[:2], groups)
        assert np.unique(examples.rows[:, FEATURES.index("told")]).tolist() == [1]
