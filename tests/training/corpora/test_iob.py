import pytest

from training.corpora.gold import Mention
from training.corpora.iob import document_of, read_sentences


def text_of(words):
    return document_of("1", words.split(), ["O"] * len(words.split())).text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("non - small - cell carcinoma ( NSCLC ) .", "non-small-cell carcinoma (NSCLC)."),
        ("2 . 5 mg , i . e . daily", "2.5 mg, i.e.daily"),
        ("Patients ' own E . coli", "Patients'own E.coli"),
        ("It grew . Then not", "It grew. Then not"),
        ("Ca2 + and 10 %", "Ca2 + and 10%"),
        ("IL-2 gene", "IL-2 gene"),
    ],
)
def test_spaces_beside_signs_are_guessed(words, text):
    assert text_of(words) == text


def test_mentions_slice_the_joined_text():
    words = ["anti", "-", "tumor", "drug", ",", "NaCl"]
    tags = ["O", "O", "B-Cancer", "O", "O", "B-Chemical"]
    document = document_of("1", words, tags)
    assert document.text == "anti-tumor drug, NaCl"
    assert document.mentions == (Mention(5, 10, "Cancer"), Mention(17, 21, "Chemical"))


def test_words_that_are_no_signs_are_never_joined():
    assert text_of("sodium chloride") == "sodium chloride"


def test_sentences_end_at_empty_lines():
    lines = ["The\tO\n", "heart\tB-Anatomy\n", "\n", "\n", "Rats\tB-Species\n"]
    assert list(read_sentences(lines)) == [(["The", "heart"], ["O", "B-Anatomy"]), (["Rats"], ["B-Species"])]


def test_marks_between_documents_are_no_words():
    assert list(read_sentences(["-DOCSTART-\tO", "", "Rats\tB-Species"])) == [(["Rats"], ["B-Species"])]


def test_middle_columns_are_passed_over():
    assert list(read_sentences(["IL-2\tNN\tB-NP\tB-DNA"])) == [(["IL-2"], ["B-DNA"])]
