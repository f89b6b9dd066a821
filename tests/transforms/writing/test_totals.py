import pyarrow as pa

from transforms.writing.totals import mentions_of, totals_of


def test_entities_are_counted_by_label():
    rows = pa.table({"label": pa.array(["Disease", "Chemical", "Disease"]).dictionary_encode()})
    assert totals_of("entities", rows) == {"Disease": 2, "Chemical": 1}


def test_documents_add_up_their_sentences_and_tokens():
    rows = pa.table({"sentences": [1, 2], "tokens": [10, 30], "text": ["a", "b"]})
    assert totals_of("documents", rows) == {"sentences": 3, "tokens": 40}


def test_the_same_text_with_two_labels_is_two_mentions():
    rows = pa.table({"label": ["Chemical", "Disease"], "text": ["lead", "lead"]})
    assert mentions_of(rows) == {("Chemical", "lead"): 1, ("Disease", "lead"): 1}
