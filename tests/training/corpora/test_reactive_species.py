import pytest

from training.corpora.gold import GoldDocument, Mention
from training.corpora.reactive_species import whole_species


def mentions_of(text, *mentions):
    """Those of a text after the rule, of names given with their labels."""
    given = tuple(Mention(text.index(name), text.index(name) + len(name), label) for name, label in mentions)
    (document,) = whole_species([GoldDocument("1", text, given)])
    return [(text[start:end], label) for start, end, label in document.mentions]


@pytest.mark.parametrize(
    "name",
    [
        "reactive oxygen species",
        "Reactive Oxygen Species",
        "reactive nitrogen species",
        "reactive oxygen intermediates",
    ],
)
def test_all_of_the_name_is_one_chemical_in_place_of_what_is_annotated_within(name):
    part = name.split()[1]
    assert (
        mentions_of(f"It forms {name}.", (part, "Chemical")) == mentions_of(f"It forms {name}.") == [(name, "Chemical")]
    )


def test_so_is_everywhere_what_the_text_says_is_short_for_it():
    text = "ROS are reactive oxygen species (ROS), and ROS1 a gene. No ROS."
    found = mentions_of(text, ("ROS1", "Gene"))
    assert found == [
        ("ROS", "Chemical"),
        ("reactive oxygen species", "Chemical"),
        ("ROS", "Chemical"),
        ("ROS1", "Gene"),
        ("ROS", "Chemical"),
    ]


def test_what_is_short_for_something_else_stays_as_it_is():
    assert mentions_of("Review of systems (ROS) of reactive oxygen species.") == [
        ("reactive oxygen species", "Chemical")
    ]


def test_what_is_part_of_a_longer_mention_stays_so():
    gene = ("reactive oxygen species modulator 1", "Gene")
    assert mentions_of(f"Of {gene[0]}.", gene) == [gene]


def test_documents_without_the_name_and_those_that_have_it_whole_stay_as_they_are():
    text = "Reactive oxygen species and oxygen"
    documents = [
        GoldDocument("1", "Reactive to oxygen. Species (ROS).", (Mention(12, 18, "Chemical"),), ("D010100",)),
        GoldDocument("2", text, (Mention(0, 23, "Chemical"), Mention(28, 34, "Chemical")), ("D017382", "D010100")),
    ]
    assert list(whole_species(documents)) == documents
