from training.corpora.draft import Claim, Draft
from training.corpora.offsets import CODE_POINTS, UNITS, fits, nearest, unit_of


def draft(text, *places):
    return Draft("1", text, tuple(Claim((place,), "X", None, "") for place in places), "a")


def test_a_few_annotations_within_tokens_are_believed():
    assert unit_of([draft("alpha beta gamma", (1, 3), (6, 10), (11, 16))]) == CODE_POINTS


def test_units_are_told_apart_over_all_documents_of_a_file():
    drafts = [draft("𝄞 lute", (3, 7)), draft("harp", (0, 4)), draft("𝄞 viol", (3, 7)), draft("𝄞 𝄞 bow", (6, 9))]
    assert unit_of(drafts).name == "offsets count UTF-16 code units"


def test_what_ends_within_a_character_does_not_fit():
    utf8 = next(unit for unit in UNITS if "UTF-8" in unit.name)
    assert not fits("βλ", Claim(((1, 3),), "X", None, ""), utf8)


def test_signs_may_differ_and_letters_may_not():
    assert fits('a "b" c', Claim(((0, 7),), "X", "a  b  c", ""), CODE_POINTS)
    assert not fits('a "b" c', Claim(((0, 7),), "X", "a  d  c", ""), CODE_POINTS)


def test_of_two_places_equally_near_none_is_chosen():
    assert nearest("lute harp lute", Claim(((5, 9),), "X", "lute", "")) is None
