import pytest

from ner_model.errors import Refused
from tests.training.corpora.formats.reading import claims, read
from training.corpora.formats.conll import FORMAT, spans_of


def test_documents_begin_where_a_line_says_so(tmp_path):
    lines = "-DOCSTART- (one) O\n\nA O\nlute B-I\n\nIt O\n\n# newdoc id = two\n# sent_id = 1\nHarp\t_\tB-I\n"
    drafts = read(FORMAT, tmp_path / "a.conll", lines)
    assert [(draft.doc_id, draft.text) for draft in drafts] == [("one", "A lute It"), ("two", "Harp")]
    assert claims(drafts) == [((2, 6), "I", "lute", "a.conll:4"), ((0, 4), "I", "Harp", "a.conll:10")]


def test_documents_without_a_name_are_numbered(tmp_path):
    drafts = read(FORMAT, tmp_path / "a.conll", "-DOCSTART- -X- O O\n\nA O\n\n-DOCSTART- O\n\nB O\n")
    assert [draft.doc_id for draft in drafts] == ["a/1", "a/2"]


def test_without_such_lines_each_sentence_is_one(tmp_path):
    drafts = read(FORMAT, tmp_path / "a.conll", "A O\n\n# O\nlute S-I\n")
    assert [(draft.text, draft.is_sentence) for draft in drafts] == [("A", True), ("# lute", True)]


@pytest.mark.parametrize(
    "tags",
    [
        ["O", "B-I", "I-I", "B-I", "O"],  # BIO
        ["O", "I-I", "I-I", "B-I", "O"],  # IOB1
        ["O", "B-I", "E-I", "S-I", "O"],  # BIOES
        ["O", "B-I", "L-I", "U-I", "O"],  # BILOU
    ],
)
def test_all_schemes_say_the_same(tags):
    assert [tuple(span) for span in spans_of(tags)] == [(1, 3, "I"), (3, 4, "I")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("A O\nlute X-I\n", r"a\.conll:2: expected O or a tag.*Received: 'X-I'"),
        ("A O\nlute\n", r"a\.conll:2: expected a word and a tag"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path, content, reason):
    with pytest.raises(Refused, match=reason):
        read(FORMAT, tmp_path / "a.conll", content)
