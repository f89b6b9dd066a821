import json

from tests.exported import HARD, annotated, text_of, write


def test_a_line_has_text_spans_and_where_it_comes_from(tmp_path):
    write("prodigy", [annotated("1", "On 𝒜 <Lead>.\n", ("Lead", "Metal"))], tmp_path)
    assert json.loads(text_of(tmp_path / "part.prodigy.jsonl")) == {
        "text": "On 𝒜 <Lead>.\n",
        "spans": [{"start": 6, "end": 10, "label": "Metal"}],
        "meta": {"doc_id": "1", "source": "in.jsonl#1"},
    }


def test_every_document_is_a_line(tmp_path):
    write("prodigy", HARD, tmp_path)
    assert len(text_of(tmp_path / "part.prodigy.jsonl").splitlines()) == len(HARD)
