import pyarrow as pa

from transforms.writing.mentions import mentions_of


def test_the_same_text_with_two_labels_is_two_mentions():
    rows = pa.table({"label": ["Chemical", "Disease"], "text": ["lead", "lead"]})
    assert mentions_of(rows) == {("Chemical", "lead"): 1, ("Disease", "lead"): 1}
