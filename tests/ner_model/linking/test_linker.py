import pytest

from ner_model.entity import Entity
from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from ner_model.linking.link import NOT_LINKED
from ner_model.linking.linker import load_linker
from ner_model.linking.open_index import index_terminology
from ner_model.linking.terminology import About, write_terminology


@pytest.fixture(scope="module")
def linker(folder):
    return load_linker(folder)


@pytest.fixture
def ids(linker, entities_in):
    """The concepts of the mentions of one label in a text, joined, and by which way each was found."""

    def ids(text, label, *mentions):
        (links,) = linker.link([text], [entities_in(text, **{label: mentions})])
        return [("|".join(link.concept_ids), link.match) for link in links]

    return ids


@pytest.mark.parametrize(
    ("label", "mention", "concept"),
    [
        ("Chemical", "Zinc", "C1"),
        ("Chemical", "α-lipoic acid", "C3"),
        ("Chemical", "Ro15-1788", "C5"),
        ("Disease", "Failure of the kidneys", "D1"),
        ("Disease", "breast tumours", "D3"),
        ("Disease", "renal insufficiency", "D1"),
    ],
)
def test_another_spelling_is_the_same_concept(ids, label, mention, concept):
    assert ids(f"It was {mention}.", label, mention) == [(concept, "exact")]


def test_an_abbreviation_is_what_it_stands_for(ids):
    text = "Acute renal failure (ARF) is common. ARF can be fatal."
    assert ids(text, "Disease", "Acute renal failure", "ARF", "ARF") == [
        ("D2", "exact"),
        ("D2", "abbreviation"),
        ("D2", "abbreviation"),
    ]


def test_what_a_substance_has_induced_is_the_concept_that_says_so(ids):
    text = "LSD-induced psychosis. A psychosis by itself."
    assert ids(text, "Disease", "psychosis", "psychosis") == [("D7", "abbreviation")] * 2
    assert ids("A psychosis.", "Disease", "psychosis") == [("D6", "exact")]


def test_a_code_beside_a_name_is_that_name(ids):
    text = "Ginkgolide B (BN 52021) helps. BN 52021 is old."
    assert [concept for concept, _ in ids(text, "Chemical", "Ginkgolide B", "BN 52021", "BN 52021")] == ["C4"] * 3


def test_a_mention_of_several_concepts_has_all_of_them(ids):
    text = "Women with breast and ovarian cancer."
    assert ids(text, "Disease", "breast and ovarian cancer") == [("D3|D4", "fuzzy")]


def test_a_mention_that_annotators_took_for_several_concepts_has_these(ids):
    assert ids("A stony kidney failure.", "Disease", "stony kidney failure") == [("D1|D5", "exact")]


def test_what_is_like_no_name_is_not_linked(linker, entities_in):
    text = "We gave qwxyz."
    assert linker.link([text], [entities_in(text, Chemical=["qwxyz"])]) == [[NOT_LINKED]]


def test_a_label_without_concepts_is_not_linked(linker):
    assert linker.link(["zinc"], [[Entity(0, 4, "Gene", "zinc", 1.0, 0)]]) == [[NOT_LINKED]]


def test_the_label_decides(ids):
    assert ids("zinc", "Disease", "zinc") == [("", "none")]


def test_a_link_does_not_depend_on_what_was_linked_before(folder, linker, entities_in):
    texts = ["Renal failure and kidney disease.", "Zinc for nephropathy."]
    mentions = (["Renal failure", "kidney disease"], ["nephropathy"])
    entities = [entities_in(text, Disease=those) for text, those in zip(texts, mentions, strict=True)]
    forward = linker.link(texts, entities)
    assert load_linker(folder).link(texts[::-1], entities[::-1])[::-1] == forward


def test_scores_are_probabilities(linker, entities_in):
    text = "breast and ovarian cancer, zinc, tumor of a kidney"
    (links,) = linker.link([text], [entities_in(text, Disease=["breast and ovarian cancer", "tumor of a kidney"])])
    assert all(0 <= link.score <= 1 for link in links)


def test_a_folder_without_a_terminology_is_refused(tmp_path):
    with pytest.raises(Refused, match="no terminology"):
        load_linker(tmp_path)


def test_texts_without_entities_have_no_links(linker):
    assert linker.link(["", "zinc"], [[], []]) == [[], []]


def test_a_terminology_without_diseases_says_nothing_of_them(tmp_path, entities_in):
    write_terminology(tmp_path / "zinc", {"C1": Concept("C1", "zinc", label="Chemical")}, About("a test"))
    index_terminology(tmp_path / "zinc")
    text = "Haemorrhagic myocarditis."
    (links,) = load_linker(tmp_path / "zinc").link([text], [entities_in(text, Disease=["Haemorrhagic myocarditis"])])
    assert links == [NOT_LINKED]
