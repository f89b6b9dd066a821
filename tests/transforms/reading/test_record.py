import errno
import gzip

import pytest
from apache_beam.io.filesystem import BeamIOError

from transforms.reading.record import (
    BadRecord,
    Part,
    ReadOptions,
    dead_letter,
    document_of,
    excerpt,
    is_of_storage,
    read_record,
)
from transforms.records import DeadLetter, Document, Section


def test_an_error_in_a_parser_becomes_a_dead_letter():
    def parse(raw: bytes, source: str) -> Document:
        raise KeyError("title")

    letter = read_record(parse, b"raw", "a#1", ReadOptions())
    assert letter == DeadLetter("a#1", None, "read", "unreadable_record", "KeyError: 'title'", "raw")


def test_empty_parts_keep_their_place_but_are_no_section():
    document = document_of("1", "a#1", [Part("title", ""), Part("abstract", "Text.")])
    assert (document.text, document.sections) == (" Text.", (Section("abstract", 1, 6),))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(b"caf\xe9", "caf\ufffd"), ("a\ud800b", "a?b"), (b"\xc3\xa9" * 2000, "é" * 1000), ({"id": 7}, "{'id': 7}")],
)
def test_excerpts_can_be_written(raw, expected):
    assert excerpt(raw) == expected


def test_details_can_be_written_and_are_short():
    letter = dead_letter("a#1", BadRecord("bad", "\ud800" + "x" * 5000))
    assert (letter.detail[:2], len(letter.detail)) == ("?x", 1000)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError("Unexpected end of stream"), False),  # Arrow, bz2
        (OSError(errno.EINVAL, "Invalid argument"), False),
        (gzip.BadGzipFile("Not a gzipped file"), False),
        (EOFError("cut"), False),
        (OSError(errno.EIO, "Input/output error"), True),
        (ConnectionResetError("peer"), True),
        (TimeoutError("timed out"), True),
        (BeamIOError("503"), True),
    ],
)
def test_what_failed_is_the_storage_or_the_data(error, expected):
    assert is_of_storage(error) is expected
