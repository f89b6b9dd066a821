"""Whatever a reader raises on a record is the record's dead letter; whatever it raises on a file is the file's."""

from dataclasses import replace

import pytest

from transforms.reading import all_formats
from transforms.reading.formats import jsonl
from transforms.reading.read_file import read_file
from transforms.reading.record import ReadOptions, read_record
from transforms.records import Document, InputFile, Section

ERRORS = [ValueError, KeyError, OverflowError, RecursionError, MemoryError, AttributeError, UnicodeError]


def read_with(monkeypatch, tmp_path, read):
    """Records of a file whose reader is the given function."""
    monkeypatch.setattr(all_formats, "FORMATS", (replace(jsonl.FORMAT, read=read), *all_formats.FORMATS))
    (tmp_path / "a.jsonl").write_text("{}")
    return list(read_file(InputFile(str(tmp_path / "a.jsonl"), "jsonl"), ReadOptions()))


@pytest.mark.parametrize("error", ERRORS)
def test_what_is_raised_on_a_file_is_a_dead_letter_for_the_rest_of_it(monkeypatch, tmp_path, error):
    def read(file, path, options):
        yield Document("a", f"{path}#1", "Zinc.")
        raise error("broken")

    document, letter = read_with(monkeypatch, tmp_path, read)
    assert (document.doc_id, letter.reason, letter.source[-2:]) == ("a", "reader_failed", "#2")
    assert error.__name__ in letter.detail


@pytest.mark.parametrize("error", ERRORS)
def test_what_is_raised_on_a_record_is_its_own_dead_letter(error):
    def parse(raw, source):
        raise error("broken")

    assert read_record(parse, b"raw", "a#1", ReadOptions()).reason == "unreadable_record"


def test_what_the_storage_raises_ends_the_bundle_so_that_the_runner_tries_again(monkeypatch, tmp_path):
    def read(file, path, options):
        raise OSError(5, "Input/output error")
        yield

    with pytest.raises(OSError, match="Input/output"):
        read_with(monkeypatch, tmp_path, read)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (Document("\ud800", "a#1", "x"), "lone_surrogate"),
        (Document("a", "a#1", "\ud800"), "lone_surrogate"),
        (Document("a", "a#1", "x", (Section("\ud800", 0, 1),)), "lone_surrogate"),
        (Document("a", "a#1", "x", (Section("title", 0, 1, "\ud800"),)), "lone_surrogate"),
        (Document("a", "a#1", "x", (), 1, ("\ud800",)), "lone_surrogate"),
        (Document("a", "a#1", "x", (), 2**31), "bad_version"),
        (Document("a", "a#1", "x", (), -1), "bad_version"),
        (Document("a", "a#1", "x" * 1001), "too_large"),
    ],
)
def test_what_the_tables_cannot_hold_is_refused_when_it_is_made(document, reason):
    letter = read_record(lambda raw, source: document, b"", "a#1", ReadOptions(max_document_characters=1000))
    assert letter.reason == reason


def test_a_link_to_itself_is_a_dead_letter(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (letter,) = read_file(InputFile(str(tmp_path / "loop.txt")), ReadOptions())
    assert letter.reason == "unreadable_file"
