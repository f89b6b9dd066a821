import pytest

from training.corpora.disputed import Texts, disputed_names, settled
from training.corpora.gold import GoldDocument, Mention
from training.corpora.tagged_corpus import mentions_in, tag_corpus

LABELS = ("Chemical", "Gene")


def document(text, *chemicals, genes=()):
    """A text whose names are mentions in all places where they stand as words."""
    mentions = [
        Mention(at, at + len(name), label)
        for label, names in (("Chemical", chemicals), ("Gene", genes))
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return GoldDocument("1", text, tuple(sorted(mentions)))


def sentences(*documents):
    return tag_corpus(documents, LABELS).sentences


def names(own, other):
    return {" ".join(name) for name in disputed_names(own, other, LABELS, "Chemical")}


def found(own, *documents):
    """The chemicals of documents, once the names that are disputed are chemicals there too."""
    told = settled(own, Texts(documents, sentences(*documents)), LABELS, "Chemical")
    assert [each.words for each in told] == [each.words for each in sentences(*documents)]
    return [" ".join(each.words[first:end]) for each in told for first, end in mentions_in(each, LABELS, "Chemical")]


OWN = sentences(
    document("Heparin, heparin and green tea. Green tea, aspirin.", "Heparin", "heparin", "green tea", "Green tea")
)


def test_a_name_that_one_corpus_has_as_a_mention_and_the_other_leaves_out_is_disputed():
    assert names(OWN, sentences(document("No HEPARIN here. No green tea. Aspirin."))) == {"heparin", "green tea"}


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (document("Heparin.", "Heparin"), "once says little"),
        (document("Heparin. Heparin. heparin.", "Heparin"), "two of three are less than most"),
        (document("Tea and tea.", "Tea", "tea"), "short names are short for different things"),
    ],
)
def test_few_mentions_are_no_habit(own, why):
    assert names(sentences(own), sentences(document("heparin and tea"))) == set(), why


def test_a_name_that_the_other_corpus_has_as_a_mention_too_is_not_disputed():
    other = document("heparin, heparin, Heparin", "Heparin")
    assert names(OWN, sentences(other)) == set()
    assert names(OWN, sentences(other, document("heparin, heparin"))) == {"heparin"}


def test_what_is_within_other_mentions_is_not_left_out():
    assert names(OWN, sentences(document("heparin sulfate", "heparin sulfate"))) == set()
    assert names(OWN, sentences(document("heparin cofactor", genes=["heparin cofactor"]))) == set()


def test_disputed_names_are_mentions_and_what_is_short_for_them_too():
    text = "We gave heparin calcium (HC) and green tea. Then HC, hc and aspirin."
    own = document("Heparin calcium, heparin calcium.", "Heparin calcium", "heparin calcium")
    assert found(sentences(own), document(text)) == ["heparin calcium", "HC", "HC"]


def test_the_longest_of_several_names_is_the_mention():
    own = sentences(
        document("Heparin, heparin.", "Heparin", "heparin"),
        document("Heparin calcium, heparin calcium.", "Heparin calcium", "heparin calcium"),
    )
    assert found(own, document("We gave heparin calcium and heparin.")) == ["heparin calcium", "heparin"]


def test_what_is_mostly_short_for_something_else_stays_as_it_is():
    texts = ["The heart rate (HP) of HP.", "The hip (HP).", "Only heparin (HP)."]
    assert found(OWN, *map(document, texts)) == ["heparin"]


def test_mentions_of_other_labels_stay_as_they_are():
    other = document("heparin, heparin, heparin, heparin-like COX", genes=["heparin-like COX"])
    assert found(OWN, other) == ["heparin"] * 3
