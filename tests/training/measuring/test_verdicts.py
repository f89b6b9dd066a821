import pytest

from training.corpora.gold import GoldDocument, Mention
from training.measuring.verdicts import known_from, recall_by_familiarity, verdicts_of


def kinds(mentions, found):
    document = GoldDocument("1", "severe lung cancer after NaCl", tuple(mentions))
    return [(verdict.text, verdict.kind) for verdict in verdicts_of(document, found)]


LUNG_CANCER = Mention(7, 18, "Disease")


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([LUNG_CANCER], "right"),
        ([Mention(0, 18, "Disease")], "boundary"),
        ([Mention(7, 18, "Chemical")], "type"),
        ([Mention(12, 18, "Chemical")], "boundary and type"),
        ([], "missed"),
    ],
)
def test_a_mention_is_judged_by_what_overlaps_it(found, kind):
    assert kinds([LUNG_CANCER], found) == [("lung cancer", kind)]


def test_an_entity_without_a_mention_is_spurious():
    assert kinds([LUNG_CANCER], [LUNG_CANCER, Mention(25, 29, "Chemical")]) == [
        ("lung cancer", "right"),
        ("NaCl", "spurious"),
    ]


def test_touching_is_not_overlapping():
    assert kinds([Mention(7, 11, "Disease")], [Mention(11, 18, "Disease")]) == [
        ("lung", "missed"),
        (" cancer", "spurious"),
    ]


TRAIN = GoldDocument("1", "Aspirin harms", (Mention(0, 7, "Chemical"),), ("D001241",))


@pytest.mark.parametrize(
    ("text", "label", "concept", "familiarity"),
    [
        ("ASPIRIN", "Chemical", "D001241", "memorised"),
        ("ASA", "Chemical", "D001241", "synonym"),
        ("ASA plus X", "Chemical", "D1|D001241", "synonym"),
        ("Aspirin", "Disease", "D1", "novel"),
        ("ASA", "Chemical", "-1", "novel"),
    ],
)
def test_mentions_are_told_apart_by_what_training_showed(text, label, concept, familiarity):
    mention = Mention(0, len(text), label)
    document = GoldDocument("2", text, (mention,), (concept,))
    recall = recall_by_familiarity([document], [[mention]], known_from([TRAIN]))
    assert recall[familiarity] == (1.0, 1)


def test_a_corpus_without_concepts_has_no_synonyms():
    document = GoldDocument("2", "Oslo", (Mention(0, 4, "geo"),))
    recall = recall_by_familiarity([document], [[]], known_from([document._replace(text="Rome")]))
    assert recall == {"memorised": (0.0, 0), "synonym": (0.0, 0), "novel": (0.0, 1)}
