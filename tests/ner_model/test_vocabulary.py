import pytest

from ner_model.vocabulary import UNKNOWN, Vocabulary, normalize


@pytest.mark.parametrize(
    ("word", "normal"),
    [
        ("1998", "0000"),
        ("1234567890", "00000"),
        ("Patients", "patients"),
        ("patients", "patients"),
        ("DNA", "DNA"),
        ("NaCl", "NaCl"),
        ("C", "C"),
        ("B12", "B12"),
        ("Éclair", "éclair"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_numbers_and_capitalised_words_lose_their_form(word, normal):
    assert normalize(word) == normal


def test_the_first_word_has_row_one():
    assert [Vocabulary(["the", "of"]).row(word) for word in ("the", "of")] == [1, 2]


def test_a_word_that_is_not_there_is_unknown():
    assert Vocabulary(["the"]).row("aspirin") == UNKNOWN


def test_capitals_fall_back_to_the_lower_case():
    assert Vocabulary(["aspirin"]).row("ASPIRIN") == 1


def test_a_word_in_capitals_comes_before_its_lower_case():
    assert Vocabulary(["who", "WHO"]).row("WHO") == 2


def test_numbers_of_one_length_share_a_row():
    vocabulary = Vocabulary(["0000"])
    assert [vocabulary.row(word) for word in ("1998", "2024", "12")] == [1, 1, UNKNOWN]


def test_the_unknown_word_is_counted():
    assert len(Vocabulary(["the", "of"])) == 3
