from training.corpora.gold import GoldDocument
from training.corpora.overlap import apart_from, sentences_of

SHARED = "Lithium carbonate toxicity was seen in seven of the eight newborns."


def document(text):
    return GoldDocument("1", text, ())


def test_a_document_with_a_sentence_of_another_corpus_is_left_out_however_it_is_spaced():
    measured = sentences_of([document(f"A title. {SHARED}")])
    again = document(f"Another title. {SHARED.replace(' ', '  ').replace('seen', 'SEEN')}")
    other = document("A title. Nothing of the kind was seen in those who were treated with gold.")
    assert list(apart_from(measured, [again, other])) == [other]


def test_short_sentences_are_shared_by_chance():
    assert not sentences_of([document("Patients and methods.")])
