import io

import pytest

from transforms.reading.bytes.encoding import as_utf8, encoding_of, utf8_blocks
from transforms.reading.record import BadRecord


def xml(encoding):
    return f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"<a/>", "utf-8"),
        (b"\xef\xbb\xbf<a/>", "utf-8-sig"),
        (b"<?xml encoding='windows-1252'?>", "cp1252"),
        ("<?xml ?>".encode("utf-16-be"), "utf-16-be"),
        (b'<?xml version="1.0" encoding="UTF-16"?>', "utf-8"),  # it could be read, so it is none
    ],
)
def test_by_mark_or_declaration(head, encoding):
    assert encoding_of(head) == encoding


@pytest.mark.parametrize("name", ["klingon", "zlib", "rot13", "unicode_escape", "idna"])
def test_encodings_that_are_not_of_text_are_refused(name):
    with pytest.raises(BadRecord, match=f"the file declares {name}"):
        encoding_of(xml(name).encode())


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "gb18030", "utf-8"])
def test_whatever_the_encoding_the_blocks_are_utf8(encoding):
    data = xml(encoding) + "é" * 100_000
    assert b"".join(utf8_blocks(io.BytesIO(data.encode(encoding)))).decode() == data


def test_bad_bytes_pass_in_utf8_and_nowhere_else():
    assert list(utf8_blocks(io.BytesIO(b"<a>\xff</a>"))) == [b"<a>\xff</a>"]
    with pytest.raises(BadRecord) as bad:
        list(utf8_blocks(io.BytesIO("<?xml ?>".encode("utf-16-le") + b"\x00\xd8")))
    assert bad.value.reason == "invalid_encoding"


def test_a_head_may_end_inside_a_character():
    assert as_utf8("\ufeff<ab".encode("utf-16-le")[:-1]) == b"<a"
