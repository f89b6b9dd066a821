import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import claims, read
from training.corpora.formats.pubtator import FORMAT

HEAD = "12|t|A lute.\n12|a|It hums.\n"


def test_mentions_name_their_lines(tmp_path):
    drafts = read(FORMAT, tmp_path / "a.txt", f"{HEAD}12\t2\t6\tlute\tInstrument\tX1\n12\tPlays\tX1\tX2\n")
    assert claims(drafts) == [((2, 6), "Instrument", "lute", "a.txt:3")]
    assert (drafts[0].doc_id, drafts[0].text, drafts[0].claims[0].concept) == ("12", "A lute. It hums.", "X1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("12|t|A lute.\n", "a.txt:1: expected a title and an abstract"),
        (f"{HEAD}13\t2\t6\tlute\tInstrument\n", "a.txt:3: neither a mention nor a relation"),
        (f"{HEAD}12\t2\t6\tlute\n", "a.txt:3: expected document, start, end, text and label"),
        (f"{HEAD}12\t2\tsix\tlute\tInstrument\n", "a.txt:3: expected document, start, end, text and label"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path, content, reason):
    with pytest.raises(Refused, match=reason):
        read(FORMAT, tmp_path / "a.txt", content)
