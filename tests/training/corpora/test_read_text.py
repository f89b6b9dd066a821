import gzip

import pytest

from ner_model.errors import Refused
from training.corpora.draft import CorpusFile
from training.corpora.read_text import read_bytes, read_lines, read_text


@pytest.fixture
def file(tmp_path):
    def write(content):
        (tmp_path / "a.txt").write_bytes(content)
        return CorpusFile(tmp_path / "a.txt", "a.txt")

    return write


def test_gzip_is_unpacked_and_a_byte_order_mark_left_out(file):
    assert read_text(file(gzip.compress("\ufeffβ".encode()))) == "β"


def test_line_ends_belong_to_a_text_and_not_to_its_lines(file):
    assert read_text(file(b"a\r\nb\n")) == "a\r\nb\n"
    assert read_lines(file("a\r\nb\u2028c\n".encode())) == ["a", "b\u2028c"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("naïve\n".encode("cp1252"), r"a\.txt:1: no UTF-8; iconv .*Received: b'\\xefve\\n'"),
        ("one\ntwo\nnaïve\n".encode("cp1252"), r"a\.txt:3: no UTF-8"),
        ("naïve".encode("utf-16"), r"a\.txt: UTF-16, where UTF-8 is needed; iconv"),
        (gzip.compress(b"long text" * 100, mtime=0)[:30], "a damaged gzip file"),
    ],
)
def test_another_encoding_is_refused_with_its_line(file, content, reason):
    with pytest.raises(Refused, match=reason):
        read_text(file(content))


def test_what_would_not_fit_into_memory_is_refused(file):
    with pytest.raises(Refused, match="more than 1,000 bytes; split the file"):
        read_bytes(file(gzip.compress(b" " * 1001)), most=1000)
