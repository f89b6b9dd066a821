import pytest

from ner_model.linking.normalise import joined_key, plain_words, sorted_key, stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("β-carotene", "beta carotene"),
        ("Renal Failure", "failure, renal"),
        ("haemolytic anaemias", "Hemolytic Anemia"),
        ("cancer of the breast", "breast cancer"),
        ("Sjögren syndrome", "sjogren syndrome"),
        ("tumours", "tumor"),
        ("neuroses", "neurosis"),
        ("biopsies", "biopsy"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert sorted_key(stems(one)) == sorted_key(stems(other))


@pytest.mark.parametrize("word", ["abscess", "virus", "gas", "DNA".lower(), "pus", "crisis"])
def test_words_that_only_look_like_plurals_stay(word):
    assert stem(word) == word


def test_letters_and_digits_are_words():
    assert plain_words("1,25-(OH)2D3_x") == ["1", "25", "oh", "2d3", "x"]
    assert joined_key("1,25-(OH)2D3") == "125oh2d3"
