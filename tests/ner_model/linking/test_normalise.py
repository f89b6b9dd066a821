import pytest

from ner_model.linking.normalise import plain_words, sorted_key, stem, stems


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


@pytest.mark.parametrize(("plural", "word"), [("diseases", "disease"), ("metastases", "metastasis")])
def test_the_singular_of_words_in_ases(plural, word):
    assert stem(plural) == word


def test_letters_and_digits_are_words():
    assert plain_words("1,25-(OH)2D3_x") == ["1", "25", "oh", "2d3", "x"]
