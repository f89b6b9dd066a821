from ner_model.entity import Entity
from ner_model.linking.open_index import LearnedName, open_searchers
from ner_model.linking.terminology import open_terminology
from training.linking.gold_links import LinkedDocument
from training.linking.learn_names import names_of, without_own


def document(text, *mentions):
    entities = [Entity(text.index(name), text.index(name) + len(name), "Disease", name, 1.0, 0) for name, _ in mentions]
    return LinkedDocument("1", text, entities, [frozenset(ids) for _, ids in mentions])


SHAKES = document("The shakes, then shaking hands", ("shakes", ["D014202"]), ("shaking hands", ["D014202"]))


def test_names_are_counted_by_concept():
    assert names_of([SHAKES, document("shakes", ("shakes", ["D014202"]))]) == [
        LearnedName("shakes", ("D014202",), 6),
        LearnedName("shaking hands", ("D014202",), 3),
    ]


def test_names_of_other_corpora_weigh_less():
    (name,) = names_of([document("shakes", ("shakes", ["D014202"]))], [document("shakes", ("shakes", ["D014202"]))])
    assert name.uses == 3 + 1


def test_an_abbreviation_counts_as_its_long_form():
    text = "shaking all over (SAO)"
    assert names_of([document(text, ("SAO", ["D014202"]))]) == [LearnedName("shaking all over", ("D014202",), 3)]


def test_mentions_of_none_teach_no_name_and_those_of_several_teach_all():
    assert names_of([document("a b", ("a", []), ("b", ["D2", "D1"]))]) == [LearnedName("b", ("D1", "D2"), 3)]


def test_a_document_is_linked_without_what_only_it_taught(terminology_of):
    terminology = open_terminology(terminology_of([SHAKES]))
    rows = {concept_id: row for row, concept_id in enumerate(terminology.ids.to_pylist())}
    searchers = dict(open_searchers(terminology))
    assert searchers["Disease"].find("shakes").concepts == [rows["D014202"]]
    assert without_own(searchers, SHAKES, rows)["Disease"].find("shakes").concepts == []
