import pytest

from ner_model.errors import Refused
from ner_model.linking.concept import Concept
from transforms.terminologies.tsv import read_tsv


def test_a_row_is_a_concept(tmp_path):
    path = tmp_path / "small.tsv"
    path.write_text("id\tname\tsynonyms\tparents\tlabel\n1\tzinc\tZn| Zn2+\t0|9\tMetal\n\n2\tlead\t\t\t\n")
    assert list(read_tsv(path, "Chemical")) == [
        Concept("1", "zinc", ("Zn", "Zn2+"), ("0", "9"), "Metal"),
        Concept("2", "lead", (), (), "Chemical"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name\tid_\nzinc\t1\n", "small.tsv:1: expected the columns id, name"),
        ("id\tname\n1\tzinc\textra\n", "small.tsv:2: expected 2 fields. Received: 3"),
    ],
)
def test_other_tables_are_refused(tmp_path, content, reason):
    path = tmp_path / "small.tsv"
    path.write_text(content)
    with pytest.raises(Refused) as refused:
        list(read_tsv(path, ""))
    assert reason in str(refused.value)
