from jobs.snapshot.differences import differences
from ner_model.tagger import Entity

ZINC = Entity(0, 4, "Chemical", "Zinc", 0.5, 0)
OXIDE = Entity(0, 10, "Chemical", "Zinc oxide", 0.5, 0)
PAIN = Entity(20, 24, "Disease", "pain", 0.5, 1)


def kinds(old, new):
    return [(kind, entity.text) for kind, entity in differences(old, new)]


def test_scores_alone_are_no_difference():
    assert kinds([ZINC], [ZINC._replace(score=0.9)]) == [("same", "Zinc")]


def test_gained_lost_and_changed():
    assert kinds([ZINC], [OXIDE, PAIN]) == [("changed", "Zinc oxide"), ("gained", "pain")]
    assert kinds([PAIN], []) == [("lost", "pain")]
    assert kinds([PAIN], [PAIN._replace(label="Sign")]) == [("changed", "pain")]
