from tests.written_corpora import document_of
from training.measuring.dictionary import Dictionary


def found(text, *marked):
    dictionary = Dictionary([document_of("1", each) for each in marked])
    return [(text[start:end], label) for start, end, label in dictionary.find(text)]


def test_the_longest_name_is_found():
    assert found("A bass viol.", "[viol|I]", "[bass viol|I]", "[bass|Voice]") == [("bass viol", "I")]


def test_names_are_found_in_any_case_and_between_other_signs():
    assert found("(BASS-VIOL)", "[bass-viol|I]") == [("BASS-VIOL", "I")]


def test_a_name_has_the_label_that_it_had_most_often():
    assert found("bow", "[bow|Part]", "[bow|Weapon] [bow|Weapon]") == [("bow", "Weapon")]
    assert found("bow", "[bow|Weapon]", "[bow|Part]") == [("bow", "Part")]


def test_pieces_of_words_are_not_found():
    assert found("absolute", "[lute|I]") == []


def test_of_nothing_learned_nothing_is_found():
    assert found("A lute.") == []
