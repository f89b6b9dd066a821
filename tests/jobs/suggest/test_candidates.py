from jobs.suggest.candidates import annotated, candidates_in
from ner_model.tagger import load
from transforms.records import Document

TEXT = "Aspirin induced asthma in patients. No. The DNA of patients was seen."


def test_sentences_have_their_places_and_doubts(tiny_model):
    found = list(candidates_in([Document("d1", "a#1", TEXT)], load(str(tiny_model))))
    assert [each.text for each in found] == ["Aspirin induced asthma in patients.", "The DNA of patients was seen."]
    assert all(TEXT[each.start : each.end] == each.text for each in found)
    assert all(len(each.words) == len(each.doubts) and 0 <= min(each.doubts) <= max(each.doubts) <= 1 for each in found)


def test_a_sentence_becomes_a_document_with_what_is_found_in_it(tiny_model):
    tagger = load(str(tiny_model))
    (candidate, _) = candidates_in([Document("d1", "a#1", TEXT)], tagger)
    (document,) = annotated([candidate], tagger)
    assert document.document.doc_id == "d1:0-35"
    assert document.entities == tagger.annotate([candidate.text])[0]
