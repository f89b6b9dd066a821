import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import claims, read
from training.corpora.formats.brat import FORMAT


@pytest.fixture
def text(tmp_path):
    (tmp_path / "a.txt").write_text("A lute.")
    return tmp_path


def test_mentions_alone_are_read(text):
    content = (
        "T1\tInstrument 2 6\tlute\nT2\tPart 0 1;2 4\tA lu\nR1\tHas Arg1:T1 Arg2:T2\nE1\tInstrument:T1\n#1\tNote T1\tx\n"
    )
    assert claims(read(FORMAT, text / "a.ann", content)) == [
        ((2, 6), "Instrument", "lute", "a.ann:1"),
        ((0, 1), (2, 4), "Part", "A lu", "a.ann:2"),
    ]


@pytest.mark.parametrize("line", ["T1\tInstrument 2 6", "T1 Instrument 2 6 lute", "T1\tInstrument 2\tlute"])
def test_a_line_of_another_kind_is_refused(text, line):
    with pytest.raises(Refused, match=r"a\.ann:1: expected an id, `label start end` and the text"):
        read(FORMAT, text / "a.ann", line)
