from jobs.report.choice import Chosen
from jobs.report.excerpts import EXCERPT, marks_of, pieces_of, shown, stretch
from jobs.report.values import Mark


def row(text, word, label="Chemical", **fields):
    start = text.index(word)
    return {"start": start, "end": start + len(word), "label": label, "text": word, "score": 0.9, **fields}


def test_pieces_are_the_text_again():
    text = "\U0001f600 Zinc and α-lipoic acid."
    marks = marks_of([row(text, "α-lipoic acid"), row(text, "Zinc")], text)
    pieces = list(pieces_of(text, marks))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.mark] == ["Zinc", "α-lipoic acid"]


def test_entities_that_overlap_or_reach_beyond_the_stretch_are_plain():
    marks = [Mark("A", 0.9, 0, 4), Mark("B", 0.9, 2, 6), Mark("C", 0.9, 8, 12)]
    assert [(piece.text, piece.mark and piece.mark.label) for piece in pieces_of("Zinclead zinc", marks, 0, 10)] == [
        ("Zinc", "A"),
        ("lead z", None),
    ]


def test_entities_of_another_text_under_the_same_id_are_left_out():
    assert marks_of([row("Lead and Zinc.", "Zinc")], "Zinc and Lead.") == []


def test_a_concept_is_its_id_and_its_name():
    text = "Zinc."
    (mark,) = marks_of([row(text, "Zinc", concept_id="D015032", concept_name="Zinc")], text)
    assert mark.concept == "D015032 Zinc"


def test_of_a_long_text_a_stretch_around_an_entity_is_shown():
    text = "x " * 500_000 + "Zinc."
    chosen = Chosen({"d1": "why"}, {"d1": {"text": text, "source": "a#1", "flags": None}}, {"d1": [row(text, "Zinc")]})
    (document,) = shown(chosen)
    assert document.last - document.first == EXCERPT
    assert [piece.text for piece in document.pieces if piece.mark] == ["Zinc"]
    assert (document.length, document.entities) == (1_000_005, 1)


def test_of_a_long_text_without_entities_the_beginning_is_shown():
    assert stretch("x" * 10_000, []) == (0, EXCERPT)
