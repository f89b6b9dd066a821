import csv

from tests.exported import BOTH, annotated, text_of, write


def test_a_row_has_place_section_and_concepts_and_ends_as_rfc_4180_says(tmp_path):
    document = annotated("1", 'On "lead,\nzinc".', ('"lead,\nzinc"', "Two"), sections=[("title", 0, 16)], links=[BOTH])
    write("csv", [document], tmp_path)
    text = text_of(tmp_path / "part.entities.csv")
    assert text.endswith(
        '1,3,15,Two,"""lead,\nzinc""",0.5,title,0,in.jsonl#1,MESH:D001943|MESH:D010051,Breast|Ovary,0.8,exact\r\n'
    )
    (row,) = csv.DictReader(text.splitlines(keepends=True))
    assert (row["start"], row["text"], row["concept_name"]) == ("3", '"lead,\nzinc"', "Breast|Ovary")


def test_texts_lie_beside(tmp_path):
    write("csv", [annotated("1", "a\r\nb")], tmp_path)
    assert text_of(tmp_path / "part.documents.csv") == 'doc_id,text,source\r\n1,"a\r\nb",in.jsonl#1\r\n'
