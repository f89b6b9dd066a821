from tests.exported import BOTH, ZINC, annotated, text_of, write
from transforms.exporting.formats.brat import FORMAT


def test_annotations_have_scores_and_concepts(tmp_path):
    links = [ZINC, BOTH._replace(concept_ids=("D1", "D2"))]
    write("brat", [annotated("a/1", "Zinc or it.", ("Zinc", "Chemical"), ("it", "Disease"), links=links)], tmp_path)
    assert text_of(tmp_path / "part" / "a%2F1.ann").splitlines() == [
        "T1\tChemical 0 4\tZinc",
        "#1\tAnnotatorNotes T1\tscore 0.5000",
        "N1\tReference T1 MESH:D015032\tZinc",
        "T2\tDisease 8 10\tit",
        "#2\tAnnotatorNotes T2\tscore 0.5000",
        "N2\tReference T2 terminology:D1\tBreast",
        "N3\tReference T2 terminology:D2\tOvary",
    ]


def test_a_mention_on_two_lines_is_two_fragments(tmp_path):
    write("brat", [annotated("1", "renal\nfailure", ("renal\nfailure", "Disease"))], tmp_path)
    assert text_of(tmp_path / "part" / "1.ann").startswith("T1\tDisease 0 5;6 13\trenal failure\n")


def test_the_text_is_written_as_it_is(tmp_path):
    notes = write("brat", [annotated("1", "a\r\nb\x01")], tmp_path)
    assert text_of(tmp_path / "part" / "1.txt") == "a\r\nb\x01"
    assert notes == {"carriage_return": 1}


def test_names_that_would_hide_a_file_or_leave_the_folder_are_encoded(tmp_path):
    write("brat", [annotated("..", "x"), annotated("../up", "y")], tmp_path)
    assert sorted(path.name for path in (tmp_path / "part").glob("*.txt")) == ["%2E.%2Fup.txt", "%2E..txt"]


def test_a_document_whose_name_is_too_long_is_left_out_and_counted(tmp_path):
    assert write("brat", [annotated("α" * 200, "x")], tmp_path) == {"name_too_long": 1}


def test_brat_is_told_the_labels():
    assert FORMAT.around(["cell line", "Chemical"])["annotation.conf"].startswith("[entities]\nChemical\ncell_line\n")
