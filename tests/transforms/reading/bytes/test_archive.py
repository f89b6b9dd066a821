import gzip
import io
import tarfile

import pytest

from transforms.reading.bytes.archive import is_archive

ARTICLE = (
    '<article><front><article-meta><article-id pub-id-type="pmc">%d</article-id></article-meta></front>'
    "<body><p>%s</p></body></article>"
)


def archive(**contents: bytes) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        for name, content in contents.items():
            member = tarfile.TarInfo(name.replace("_", "."))
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return sink.getvalue()


def article(number: int, text: str = "Text.") -> bytes:
    return (ARTICLE % (number, text)).encode()


def test_articles_of_an_archive(read):
    data = gzip.compress(archive(a_nxml=article(1), figure_jpg=b"\xff\xd8", b_xml=article(2)))
    assert [(record.doc_id, record.source.rpartition("input")[2]) for record in read(data)] == [
        ("PMC1", "/a.nxml#1"),
        ("PMC2", "/b.xml#1"),
    ]


def test_bad_members_leave_their_neighbours(read):
    data = archive(a_nxml=article(1), b_nxml=b"", c_nxml=b"<art/>", d_nxml=article(4, "<b>"), e_nxml=article(5))
    reasons = ["empty_file", "not_jats", "malformed_xml"]
    first, *bad, last = read(data)
    assert (first.doc_id, [letter.reason for letter in bad], last.doc_id) == ("PMC1", reasons, "PMC5")


def test_same_article_twice(read):
    assert [record[3] for record in read(archive(a_nxml=article(1), b_nxml=article(1)))][1] == "duplicate_id"


@pytest.mark.parametrize("size", [512 + 700, 1024 + 700, 2048 + 100])
def test_cut_archive(read, size):
    data = archive(a_nxml=article(1), b_nxml=article(2, "x" * 3000), c_nxml=article(3))
    first, *bad = read(data[:size])
    assert first.doc_id == "PMC1"
    assert bad
    assert {letter.reason for letter in bad} <= {"truncated", "malformed_archive"}


def test_damaged_header(read):
    data = bytearray(archive(a_nxml=article(1), b_nxml=article(2)))
    data[1024 + 100] ^= 0xFF
    first, bad = read(bytes(data))
    assert (first.doc_id, bad.reason) == ("PMC1", "malformed_archive")


def test_enormous_header_is_not_read(read):
    member = tarfile.TarInfo("././@PaxHeader")
    member.type, member.size = tarfile.XHDTYPE, 1 << 40
    (bad,) = read(member.tobuf(tarfile.USTAR_FORMAT | tarfile.GNU_FORMAT) + b"\0" * 10_000)
    assert bad.reason == "malformed_archive"


def test_archive_without_articles(read):
    (bad,) = read(archive(figure_jpg=b"\xff\xd8"))
    assert bad.reason == "empty_archive"


def test_is_archive():
    assert is_archive(archive(a_nxml=b"x"))
    assert not is_archive(b"x" * 1000)
