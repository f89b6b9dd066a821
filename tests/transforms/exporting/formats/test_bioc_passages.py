from tests.exported import BOTH, annotated
from transforms.exporting.export_format import Notes
from transforms.exporting.formats.bioc_passages import passages_of


def passages(*arguments, **keywords):
    notes = Notes()
    return passages_of(annotated(*arguments, **keywords), notes), {note.name: n for note, n in notes.counts.items()}


def test_spaces_between_sections_are_in_no_passage():
    found, _ = passages("1", "On rats.  They eat.", sections=[("title", 0, 8), ("abstract", 10, 19)])
    assert [(passage.offset, passage.text) for passage in found] == [(0, "On rats."), (10, "They eat.")]


def test_other_white_space_belongs_to_the_section_before_it():
    found, _ = passages("1", "On rats.\n\nThey eat.\n", sections=[("title", 0, 8), ("body", 10, 19)])
    assert [(passage.offset, passage.text) for passage in found] == [(0, "On rats.\n\n"), (10, "They eat.\n")]


def test_text_in_no_section_is_a_passage_of_its_own():
    found, _ = passages("1", "Hm. On rats. So.", sections=[("title", 4, 12)])
    assert [(passage.infons["type"], passage.text) for passage in found] == [
        ("passage", "Hm. "),
        ("title", "On rats."),
        ("passage", " So."),
    ]


def test_an_annotation_says_label_score_and_concepts():
    (passage,), _ = passages("1", "Breast and ovarian cancer.", ("Breast and ovarian cancer", "Disease"), links=[BOTH])
    (annotation,) = passage.annotations
    assert annotation.infons == {
        "type": "Disease",
        "score": "0.5000",
        "identifier": "MESH:D001943|MESH:D010051",
        "name": "Breast|Ovary",
        "match": "exact",
        "identifier_score": "0.8000",
    }


def test_an_entity_across_sections_is_left_out_and_counted():
    found, notes = passages(
        "1", "On rats. They eat.", ("rats. They", "X"), sections=[("title", 0, 8), ("abstract", 9, 18)]
    )
    assert [passage.annotations for passage in found] == [[], []]
    assert notes == {"entity_across_sections": 1}
