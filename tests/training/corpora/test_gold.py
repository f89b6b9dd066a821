import pytest

from training.corpora.gold import GoldDocument, Mention, mention_of, renamed


def test_concepts_stay_with_the_mentions_that_stay():
    document = GoldDocument("1", "Gout in mice", (Mention(0, 4, "Illness"), Mention(8, 12, "Species")), ("D1", "T2"))
    (kept,) = renamed([document], {"Species": "Organism"})
    assert (kept.mentions, kept.concepts) == ((Mention(8, 12, "Organism"),), ("T2",))


def test_a_name_at_another_place_is_refused():
    assert mention_of("gout", 0, "gout", "Disease") == Mention(0, 4, "Disease")
    with pytest.raises(ValueError, match="'out' where 'gout' should be"):
        mention_of("gout", 1, "gout", "Disease")
