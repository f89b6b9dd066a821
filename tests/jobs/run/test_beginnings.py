import gzip

import pytest

from jobs.run import beginnings as module
from jobs.run.beginnings import beginning_of, bytes_of, expected_documents
from transforms.reading.record import ReadOptions
from transforms.records import InputFile


@pytest.fixture
def lines():
    return "".join(f'{{"id": "d{number}", "text": "Zinc helps {number}."}}\n' for number in range(10_000)).encode()


def file(path, content):
    path.write_bytes(content)
    return InputFile(str(path))


def test_of_the_beginning_whole_records_are_read(tmp_path, lines):
    size, texts = beginning_of(file(tmp_path / "a.jsonl", lines), ReadOptions(), most=100)
    assert (size, texts) == (100, ["Zinc helps 0.", "Zinc helps 1."])


@pytest.mark.parametrize("pack", [lambda content: content, gzip.compress])
def test_documents_are_expected_from_beginnings(tmp_path, lines, pack, monkeypatch):
    monkeypatch.setattr(module, "_SMALL", 0)
    files = [file(tmp_path / f"{name}.jsonl", pack(lines)) for name in "ab"]
    assert expected_documents(files, ReadOptions()) == pytest.approx(20_000, rel=0.01)


def test_small_inputs_and_formats_without_a_beginning_expect_nothing(tmp_path, lines, monkeypatch):
    small = file(tmp_path / "a.jsonl", lines)
    assert expected_documents([small], ReadOptions()) == 0
    monkeypatch.setattr(module, "_SMALL", 0)
    assert expected_documents([file(tmp_path / "a.pdf", b"%PDF-1.7\n")], ReadOptions()) == 0


def test_a_file_that_is_gone_has_no_bytes(tmp_path):
    assert bytes_of(InputFile(f"{tmp_path}/none")) == 0
    assert beginning_of(InputFile(f"{tmp_path}/none"), ReadOptions()) == (0, [])
