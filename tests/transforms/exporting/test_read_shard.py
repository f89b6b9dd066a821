from transforms.exporting.read_shard import annotated_of, link_of
from transforms.records import Section

ROW = {"doc_id": "1", "source": "a#1", "text": "Zinc", "sections": None, "sentences": 1, "tokens": 1}
ENTITY = {"start": 0, "end": 4, "label": "Chemical", "text": "Zinc", "score": 0.5, "sentence": 0}
LINK = {"concept_id": None, "concept_name": None, "concept_score": None, "match": None}


def test_a_row_without_links_has_none():
    assert annotated_of(ROW, [ENTITY | LINK]).links == ()
    assert annotated_of(ROW, [ENTITY]).links == ()  # of a run before there were terminologies


def test_sections_of_old_runs_have_no_heading():
    old = ROW | {"sections": [{"name": "title", "start": 0, "end": 4}]}
    assert annotated_of(old, []).document.sections == (Section("title", 0, 4),)


def test_concepts_come_apart_again():
    row = {"concept_id": "A|B", "concept_name": "a|b", "concept_score": 0.5, "match": "exact"}
    assert link_of(row)[:2] == (("A", "B"), ("a", "b"))
    assert link_of(row | {"concept_name": "a|b|c"})[:2] == (("A", "B"), ("A", "B"))
    assert link_of(row | {"concept_id": None, "match": "none"})[:2] == ((), ())
