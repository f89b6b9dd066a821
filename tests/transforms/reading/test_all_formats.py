from pathlib import Path

import pytest

from jobs.operation.options import TagOptions, parse
from transforms.reading import all_formats
from transforms.reading.all_formats import format_named, names, readme_table
from transforms.reading.format import Cut, Format
from transforms.reading.read_file import read_file, read_part
from transforms.reading.record import BadRecord, ReadOptions, dead_letter
from transforms.reading.split_files import FilePart, cut_file
from transforms.records import Document, InputFile

README = Path(__file__).parents[3] / "README.md"


def read_toy(file, path, options, extent=None):
    """A line is a document; an empty one is a dead letter."""
    file.seek(extent.start if extent else 0)
    for number, line in enumerate(file.read(((extent and extent.end) or 1000) - file.tell()).split(b"\n"), start=1):
        source = f"{path}#{number}"
        yield Document(line.decode(), source, "Zinc.") if line else dead_letter(source, BadRecord("empty", "no id"))


TOY = Format(
    "toy",
    "a line is a document",
    (".toy",),
    lambda beginning: beginning.text.startswith(b"TOY"),
    read_toy,
    Cut(lambda file, options: iter([4, 8]), read_toy),
)


@pytest.fixture
def toy(monkeypatch, tmp_path):
    """A file of a format that is one value, and one entry of the list."""
    monkeypatch.setattr(all_formats, "FORMATS", (TOY, *all_formats.FORMATS))
    path = tmp_path / "a"
    path.write_bytes(b"TOY\nabc\n\ndef")
    return InputFile(str(path))


def test_a_new_format_is_recognised_and_read(toy):
    records = list(read_file(toy, ReadOptions()))
    assert [record.doc_id for record in records] == ["TOY", "abc", None, "def"]
    assert records[2].reason == "empty"


def test_a_new_format_is_known_by_its_suffix(toy, read):
    assert [document.doc_id for document in read(b"abc", "a.toy.gz")] == ["abc"]


def test_a_new_format_is_cut(toy):
    options = ReadOptions(part_bytes=4)
    parts = cut_file(toy, options)
    assert [part.extent[:2] for part in parts] == [(0, 4), (4, 8), (8, None)]
    assert [record.doc_id for record in read_part(FilePart(toy, parts[1].extent), options)] == ["abc", None]


def test_a_new_format_is_a_choice_of_the_flag(toy):
    assert parse(["--format=toy"]).view_as(TagOptions).format == "toy"


def test_a_new_format_is_in_the_table_of_the_readme(toy):
    assert "| `toy` | .toy | a line is a document |" in readme_table()


def test_the_readme_has_the_table():
    """`python -m transforms.reading.all_formats` prints it."""
    assert readme_table() in README.read_text(encoding="utf-8")


def test_no_two_formats_have_a_name():
    assert len(set(names())) == len(names())


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"one of .*jsonl.* Received: format='xls'"):
        format_named("xls")
