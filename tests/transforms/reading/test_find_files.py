import os
import socket
from pathlib import Path

import pytest

from ner_model.errors import Refused
from transforms.reading.find_files import file_id, find_files


@pytest.fixture
def folder(tmp_path):
    for name in ["b.txt", "a.jsonl", "deep/c.xml.gz", "deep/c.xml.gz.md5", ".hidden", "_temporary/d.txt"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"id": "a", "text": "Aspirin."}\n{"id"\n' if name == "a.jsonl" else "Lithium.")
    return tmp_path


def found(folder, *patterns, **arguments):
    """Paths below the folder."""
    files = find_files([str(folder / pattern) for pattern in patterns], **arguments)
    return [file.path.removeprefix(f"{folder}/") for file in files]


def ids(*patterns):
    return [file.doc_id for file in find_files([str(pattern) for pattern in patterns])]


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ([""], ["a.jsonl", "b.txt", "deep/c.xml.gz"]),
        (["b.txt", "*.txt"], ["b.txt"]),
        (["*"], ["a.jsonl", "b.txt", "deep/c.xml.gz"]),
        (["deep/", "a.jsonl"], ["a.jsonl", "deep/c.xml.gz"]),
        (["**.gz"], ["deep/c.xml.gz"]),
        ([".hidden"], [".hidden"]),
    ],
)
def test_files_folders_and_globs(folder, patterns, expected):
    assert found(folder, *patterns) == expected


def test_what_names_no_file_is_named(folder):
    with pytest.raises(FileNotFoundError, match="nothing-here"):
        find_files([str(folder), str(folder / "nothing-here")])


def test_unknown_format_is_named():
    with pytest.raises(ValueError, match="format='xls'"):
        find_files(["x"], "xls")


@pytest.mark.parametrize("spelling", ["deep/../b.txt", "./b.txt", "deep/.././/b.txt"])
def test_a_file_that_is_named_in_two_ways_is_there_once(folder, spelling, monkeypatch):
    monkeypatch.chdir(folder)
    assert [file.path for file in find_files(["b.txt", spelling])] == ["b.txt"]


def test_a_folder_within_another_adds_nothing(folder):
    assert found(folder, "", "deep") == found(folder, "")


@pytest.mark.parametrize("name", ["a[1].txt", "b*.txt", "what?.txt"])
def test_what_exists_under_a_name_is_meant_whatever_signs_it_has(tmp_path, name):
    (tmp_path / name).write_text("Lithium.")
    (tmp_path / "a1.txt").write_text("Zinc.")
    assert found(tmp_path, name) == [name]


def test_files_in_a_folder_may_have_the_signs_of_wildcards(tmp_path):
    (tmp_path / "in[1]").mkdir()
    (tmp_path / "in[1]" / "a[2].txt").write_text("Lithium.")
    assert found(tmp_path, "in[1]") == ["in[1]/a[2].txt"]


def test_a_bracket_in_brackets_stands_for_itself_in_a_glob(tmp_path):
    (tmp_path / "a[1].txt").write_text("Lithium.")
    assert found(tmp_path, "a[[]1*.txt") == ["a[1].txt"]


def test_the_output_is_not_its_own_input(folder):
    (folder / "out" / "documents").mkdir(parents=True)
    (folder / "out" / "documents" / "x.parquet").write_bytes(b"PAR1")
    assert "out/documents/x.parquet" not in found(folder, "", output=f"{folder}/deep/../out")
    assert found(folder, "out/documents", output=f"{folder}/out") == ["out/documents/x.parquet"]


def test_pipes_and_sockets_are_found_so_that_they_are_dead_letters(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        assert found(tmp_path, "") == ["pipe", "socket"]


def test_a_link_to_nothing_is_found_too(tmp_path):
    (tmp_path / "link.txt").symlink_to("gone")
    assert found(tmp_path, "") == ["link.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(PermissionError):
        find_files([str(tmp_path)])


def test_names_that_are_no_unicode(tmp_path):
    Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")).write_text("Lithium.")
    (file,) = find_files([str(tmp_path)])
    assert file.doc_id == "caf\\udce9"


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("https://example.org/a.xml.gz", "download it first"),
        ("http://example.org/a.xml.gz", "--input=-"),
        ("ftp://example.org/a.xml.gz", "download it first"),
        ("s3://bucket/a.xml", r"pip install 'literature-tagger\[s3\]'"),
        ("gs://bucket/a.xml", r"pip install 'literature-tagger\[gcp\]'"),
    ],
)
def test_a_storage_that_cannot_be_reached_is_refused_with_what_helps(monkeypatch, address, remedy):
    def without(path):
        raise ValueError("Unable to get filesystem from specified path")

    monkeypatch.setattr("apache_beam.io.filesystems.FileSystems.get_filesystem", without)
    with pytest.raises(Refused, match=remedy) as refused:
        find_files([address])
    assert "\n" not in str(refused.value)


def test_ids_in_a_flat_folder_are_names(tmp_path):
    for name in ("a.txt", "b.txt.gz", "c"):
        (tmp_path / name).write_text("Lithium.")
    assert ids(tmp_path) == ids(f"{tmp_path}/*") == ids(*tmp_path.iterdir()) == ["a", "b", "c"]


def test_ids_below_folders_have_as_much_of_the_path_as_it_takes(tmp_path):
    for name in ("dd/1/a.txt", "dd/2/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("Lithium.")
    for inputs in (["dd"], ["dd/*"], ["dd/1", "dd/2"], ["dd/1/a.txt", "dd/2/a.txt"], ["dd/*/a.txt"]):
        assert ids(*(tmp_path / path for path in inputs)) == ["1/a", "2/a"]


def test_an_id_does_not_depend_on_files_that_come_later(tmp_path):
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "a.txt").write_text("Lithium.")
    before = ids(tmp_path)
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "a.txt").write_text("Zinc.")
    assert before == ["1/a"]
    assert ids(tmp_path) == ["1/a", "2/a"]


@pytest.mark.parametrize(
    ("path", "base", "expected"),
    [
        ("in/a.txt", "in", "a"),
        ("in/a.md", "in", "a.md"),
        ("in/a.txt.zst", "in/", "a"),
        ("gs://b/x/1/a.txt", "gs://b/x", "1/a"),
        ("in/x/../a.txt", ".", "in/a"),
    ],
)
def test_ids_of_files(path, base, expected):
    assert file_id(path, base) == expected
