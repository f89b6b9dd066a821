import numpy as np

from ner_model.reranking.keys import span_keys, word_keys
from ner_model.reranking.lexicon import find
from ner_model.text import tokenize
from ner_model.words import Words
from training.corpora.gold import GoldDocument, Mention
from training.reranking.count import count, together

LABELS = ["Chemical", "Disease"]
TEXT = "Severe renal failure, then renal failures; anti-emetics."
ONE = GoldDocument("1", TEXT, (Mention(0, 20, "Disease"), Mention(43, 55, "Chemical"), Mention(44, 55, "Chemical")))
OTHER = GoldDocument("2", "Renal failure", (Mention(0, 13, "Disease"),))


def words_in(text: str) -> Words:
    tokens = tokenize(text)
    return Words(text, tokens.starts, tokens.ends)


def key(name: str) -> np.uint32:
    words = words_in(name)
    return span_keys(word_keys(words), np.array([0]), np.array([len(words)]))[0]


def of(lexicon, name: str) -> tuple[float, list[float]]:
    wanted = np.array([key(name)])
    return find(lexicon.names, wanted, lexicon.told)[0], find(lexicon.names, wanted, lexicon.annotated)[0].tolist()


def edges_of(lexicon, word: str, label: str) -> list[float]:
    wanted = (word_keys(words_in(word)) >> np.uint64(32)).astype(np.uint32)
    return find(lexicon.words, wanted, lexicon.edges)[0, LABELS.index(label)].tolist()


def test_names_are_counted_where_they_stand_and_where_they_are_annotated():
    lexicon = count(ONE, np.unique([key("renal failure"), key("then")]), LABELS)
    assert of(lexicon, "renal failure") == (2, [0, 0])
    assert of(lexicon, "severe renal failure") == (0, [0, 1])  # nobody asked how often it stands there
    assert of(lexicon, "then") == (1, [0, 0])
    assert of(lexicon, "severe") == (0, [0, 0])


def test_a_hyphen_inside_counts_once_and_cut_words_are_passed_over():
    lexicon = count(ONE, np.array([key("anti-emetic")]), LABELS)
    assert of(lexicon, "antiemetic") == (0, [0, 0])
    assert of(lexicon, "anti-emetics") == (1, [1, 0])


def test_words_at_the_edges_of_mentions_are_counted():
    lexicon = count(ONE, np.zeros(0, np.uint32), LABELS)
    assert edges_of(lexicon, "severe", "Disease") == [0, 1, 0, 0]
    assert edges_of(lexicon, "failure", "Disease") == [0, 0, 1, 0]
    assert edges_of(lexicon, ",", "Disease") == [0, 0, 0, 1]
    assert edges_of(lexicon, "severe", "Chemical") == [0, 0, 0, 0]


def test_documents_add_up():
    names = np.array([key("renal failure")])
    lexicon = together([count(document, names, LABELS) for document in (ONE, OTHER, OTHER)])
    assert of(lexicon, "renal failure") == (4, [0, 2])
    assert edges_of(lexicon, "failure", "Disease") == [0, 0, 3, 0]


def test_a_document_without_words_teaches_nothing():
    lexicon = count(GoldDocument("3", "", ()), np.array([key("then")]), LABELS)
    assert [len(each) for each in lexicon] == [0] * 7
