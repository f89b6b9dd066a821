import numpy as np

from ner_model.reranking.features import FEATURES
from ner_model.tagger import load
from training.corpora.gold import GoldDocument, Mention
from training.reranking.count import NO_DOCUMENT, count, together
from training.reranking.examples import doubted, examples_of, names_in, sentences_apart

LABELS = ["Chemical", "Disease"]
TEXT = "Aspirin induced asthma. Asthma of the patients."
DOCUMENTS = [
    GoldDocument("1", TEXT, (Mention(0, 7, "Chemical"), Mention(16, 22, "Disease"), Mention(24, 30, "Disease"))),
    GoldDocument("2", "The asthma.", (Mention(4, 10, "Disease"),)),
]


NO_DOCUMENT_TEACHES = count(NO_DOCUMENT, np.zeros(0, np.uint32), LABELS)


def taught(examples, name):
    return examples.rows[:, FEATURES.index(name)]


def learned(model, documents, teachers):
    """Examples of documents, with a lexicon of those at the same places among the teachers."""
    tagger = load(str(model))
    found = [
        each for pair in zip(documents, (1, 3), strict=True) for each in doubted(tagger, pair[:1], {0, 1}, pair[1], 2)
    ]
    pairs = zip(documents, teachers, strict=True)
    counts = {id(document): count(teacher, names_in(found), LABELS) for document, teacher in pairs}
    return examples_of(found, together(list(counts.values())), [counts[id(each.source)] for each in found], LABELS)


def test_spans_that_are_mentions_are_right_if_the_label_is(tiny_model):
    examples = learned(tiny_model, DOCUMENTS, DOCUMENTS)
    places = [(int(tokens), characters) for tokens, characters in examples.rows[:, 2:4].tolist()]
    assert examples.right.any()
    assert not examples.right.all()
    assert {place for place, right in zip(places, examples.right, strict=True) if right} <= {(1, 7), (1, 6)}


def test_a_document_does_not_teach_what_is_asked_of_itself_or_of_its_sentences(tiny_model):
    examples = learned(tiny_model, DOCUMENTS, DOCUMENTS)
    assert max(taught(examples, "annotated")) == 2  # asthma in the second document, as the first one has it
    alone = learned(tiny_model, DOCUMENTS, [DOCUMENTS[0], NO_DOCUMENT])
    first = alone.weights <= 1
    assert max(taught(alone, "annotated")[first]) == max(taught(alone, "told")[first]) == 0
    assert max(taught(alone, "annotated")[~first]) == 2


def test_sentences_are_looked_at_by_themselves_too_and_weigh_less(tiny_model):
    found = doubted(load(str(tiny_model)), DOCUMENTS, {0, 1}, 2, 2)
    assert [each.document.text for each in found] == [TEXT, TEXT[:24], TEXT[24:], "The asthma."]
    assert [each.source.doc_id for each in found] == ["1", "1", "1", "2"]
    assert [each.weight for each in found] == [2, 0.6, 0.6, 2]
    for each in found:
        assert {each.document.text[mention.start : mention.end] for mention in each.document.mentions} <= {
            "Aspirin",
            "asthma",
            "Asthma",
        }
    assert [len(each.document.mentions) for each in found] == [3, 2, 1, 1]


def test_mentions_that_cross_sentences_are_in_none():
    crossing = GoldDocument("3", TEXT, (Mention(16, 30, "Disease"),))
    assert [each.mentions for each in sentences_apart(crossing)] == [(), ()]


def test_spans_of_labels_that_a_corpus_does_not_annotate_are_neither_right_nor_wrong(tiny_model):
    found = doubted(load(str(tiny_model)), DOCUMENTS, {1}, 1, 2)
    counts = [NO_DOCUMENT_TEACHES] * len(found)
    assert set(examples_of(found, NO_DOCUMENT_TEACHES, counts, LABELS).rows[:, 1].tolist()) == {1}
