from datetime import date

import pytest

from tests.exported import ZINC, annotated
from tests.run_records import run_record
from transforms.exporting.selection import Selection, inputs_read_between, select

DOCUMENTS = [
    annotated(
        "1", "Zinc in rats.", ("Zinc", "Chemical"), ("rats", "Species"), links=[ZINC, ZINC._replace(concept_ids=())]
    ),
    annotated("2", "Nothing."),
]
DOCUMENTS[0].entities[1] = DOCUMENTS[0].entities[1]._replace(score=0.9)


def chosen(**selection):
    found = select(DOCUMENTS, Selection(**selection))
    return {each.document.doc_id: [entity.text for entity in each.entities] for each in found}


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        ({}, {"1": ["Zinc", "rats"], "2": []}),
        ({"labels": frozenset({"Chemical"})}, {"1": ["Zinc"], "2": []}),
        ({"min_score": 0.6}, {"1": ["rats"], "2": []}),
        ({"concepts": frozenset({"MESH:D015032"})}, {"1": ["Zinc"], "2": []}),
        ({"documents": frozenset({"2"})}, {"2": []}),
        ({"inputs": frozenset({"in.jsonl"})}, {"1": ["Zinc", "rats"], "2": []}),
        ({"inputs": frozenset()}, {}),
        ({"only_with_entities": True}, {"1": ["Zinc", "rats"]}),
        ({"only_with_entities": True, "min_score": 0.95}, {}),
    ],
)
def test_what_is_chosen(selection, found):
    assert chosen(**selection) == found


def test_links_stay_beside_their_entities():
    (first, _) = select(DOCUMENTS, Selection(labels=frozenset({"Species"})))
    assert first.links == (ZINC._replace(concept_ids=()),)


def test_a_file_in_an_archive_is_chosen_with_the_archive():
    inside = annotated("3", "x")
    inside = inside._replace(document=inside.document._replace(source="pmc.tar/a/1.xml#1"))
    assert len(list(select([inside], Selection(inputs=frozenset({"pmc.tar"}))))) == 1


def test_the_last_reading_of_a_file_says_its_day():
    first, second = "2026-01-01T000000.000000Z-a", "2026-03-01T000000.000000Z-b"
    runs = {first: run_record(first, ["a.xml", "b.xml"]), second: run_record(second, ["b.xml"])}
    assert inputs_read_between(runs, None, date(2026, 1, 1)) == {"a.xml"}
    assert inputs_read_between(runs, date(2026, 3, 1), None) == {"b.xml"}
    assert inputs_read_between(runs, date(2026, 1, 2), date(2026, 2, 28)) == set()
