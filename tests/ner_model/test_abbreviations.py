import pytest
from hypothesis import given
from hypothesis import strategies as st

from ner_model.abbreviations import find_definitions, follow_definitions
from ner_model.entity import Entity
from ner_model.text import tokenize


def long_forms(text: str) -> dict[str, str]:
    return {short: text[start:end] for short, start, end in find_definitions(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acute renal failure (ARF) is common.", {"ARF": "Acute renal failure"}),
        ("after N-methyl-D-aspartate (NMDA) was given", {"NMDA": "N-methyl-D-aspartate"}),
        ("cyclophosphamide (CYP; 200 mg/kg)", {"CYP": "cyclophosphamide"}),
        ("twice (n = 12), then (p < 0.05)", {}),
        ("the drug (XYZ) was given", {}),
        ("atrial fibrillation (AF) or atrial flutter (AF)", {"AF": "atrial fibrillation"}),
        ("(ARF) comes before acute renal failure", {}),
    ],
)
def test_definitions(text, expected):
    assert long_forms(text) == expected


def entities_of(text: str, *spans: tuple[str, str]) -> list[Entity]:
    starts = [(text.index(words), words, label) for words, label in spans]
    return [Entity(start, start + len(words), label, words, 0.9, 0) for start, words, label in sorted(starts)]


def followed(text: str, *spans: tuple[str, str]) -> list[tuple[int, str, str]]:
    found = follow_definitions(text, tokenize(text), entities_of(text, *spans))
    return [(entity.start, entity.text, entity.label) for entity in found]


def test_an_abbreviation_becomes_what_its_long_form_is_everywhere():
    text = "Acute renal failure (ARF) was seen. No ARF followed, nor DARF."
    assert followed(text, ("Acute renal failure", "Disease")) == [
        (0, "Acute renal failure", "Disease"),
        (21, "ARF", "Disease"),
        (39, "ARF", "Disease"),
    ]


def test_a_wrong_label_is_set_right():
    text = "Acute renal failure (ARF) was seen."
    assert followed(text, ("Acute renal failure", "Disease"), ("ARF", "Chemical"))[1] == (21, "ARF", "Disease")


def test_an_abbreviation_of_something_else_is_no_entity():
    text = "Poly ADP ribose polymerase (PARP) and asthma. PARP is not a drug."
    assert followed(text, ("PARP", "Chemical"), ("asthma", "Disease")) == [(38, "asthma", "Disease")]


def test_a_long_form_that_is_an_entity_in_part_changes_nothing():
    text = "Lithium induced tremor scale (LITS) and LITS."
    spans = [("Lithium", "Chemical"), ("LITS", "Disease")]
    assert followed(text, *spans) == [(0, "Lithium", "Chemical"), (30, "LITS", "Disease")]


def test_a_longer_entity_keeps_its_place():
    text = "Acute renal failure (ARF) and severe ARF syndrome."
    found = followed(text, ("Acute renal failure", "Disease"), ("severe ARF syndrome", "Disease"))
    assert found[-1] == (30, "severe ARF syndrome", "Disease")
    assert len(found) == 3


def test_the_sentence_of_a_new_entity_is_its_own():
    text = "Acute renal failure (ARF) was seen. No ARF followed."
    found = follow_definitions(text, tokenize(text), entities_of(text, ("Acute renal failure", "Disease")))
    assert [entity.sentence for entity in found] == [0, 0, 1]


def test_of_two_abbreviations_the_longer_one_is_found():
    text = "Acute renal failure (ARF) or acute renal failure dose 2 (ARF-D2) then ARF-D2."
    first = Entity(0, 19, "Disease", text[:19], 0.9, 0)
    second = Entity(29, 55, "Disease", text[29:55], 0.9, 0)
    found = follow_definitions(text, tokenize(text), [first, second])
    assert [entity.text for entity in found][1:] == ["ARF", text[29:55], "ARF-D2", "ARF-D2"]


def test_a_text_may_have_many_definitions():
    text = " ".join(f"Acute renal failure{number} (ARF{number})" for number in range(20_000))
    entities = [Entity(0, 5, "Disease", "Acute", 0.9, 0)]
    assert follow_definitions(text, tokenize(text), entities) == entities


@given(st.text(st.sampled_from("aAbB(). -12é"), max_size=60))
def test_a_definition_lies_before_its_bracket_and_holds_the_characters_of_the_abbreviation(text):
    for short, start, end in find_definitions(text):
        assert 0 <= start < end
        assert f"({short}" in text[end:]
        remaining = iter(text[start:end].lower())
        assert all(character in remaining for character in short.lower() if character.isalnum())
