from jobs.suggest.write_suggestions import write_suggestions
from tests.exported import annotated


def test_each_tool_has_a_folder(tmp_path):
    write_suggestions(tmp_path / "out", [annotated("d1:0-9", "Zinc helps", ("Zinc", "Chemical"))], ["Chemical"])
    files = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert files == {
        "brat/annotation.conf",
        "brat/suggested/d1%3A0-9.ann",
        "brat/suggested/d1%3A0-9.txt",
        "label_studio/labels.xml",
        "label_studio/suggested.label-studio.json",
        "prodigy/suggested.prodigy.jsonl",
    }
