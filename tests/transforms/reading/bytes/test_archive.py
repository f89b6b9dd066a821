import gzip
import io
import tarfile
import time

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
    data = gzip.compress(archive(a_nxml=article(1), _DS_Store=b"\0", b_xml=article(2)))
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


def test_an_archive_of_hidden_files_is_empty(read):
    (bad,) = read(archive(_a_nxml=article(1), a_nxml_md5=b"x"))
    assert bad.reason == "empty_archive"


def test_texts_in_an_archive_are_read_as_in_a_folder(read):
    data = archive(deep_txt=b"Zinc helps.", lines_jsonl=b'{"id": "j", "text": "Lead harms."}\n')
    assert [(record.doc_id, record.text) for record in read(data, "x.tar")] == [
        ("x.tar/deep", "Zinc helps."),
        ("j", "Lead harms."),
    ]


@pytest.mark.parametrize(
    ("content", "what"), [(b"\xff\xd8\xff\xe0", "an image"), (b"%PDF-1.4", "a PDF"), (b"\0\1\2", "unknown kind")]
)
def test_members_that_are_no_text_say_so(read, content, what):
    first, letter, last = read(archive(a_nxml=article(1), figure_jpg=content, b_nxml=article(2)), "x.tar")
    assert (first.doc_id, letter.reason, last.doc_id) == ("PMC1", "left_out", "PMC2")
    assert letter.source.endswith("x.tar/figure.jpg#1")
    assert what in letter.detail


def member(name: str, content: bytes, kind: bytes = tarfile.REGTYPE, **headers: str) -> bytes:
    """A header and a content, in PAX format."""
    info = tarfile.TarInfo(name)
    info.size, info.type, info.pax_headers = len(content), kind, headers
    return info.tobuf(tarfile.PAX_FORMAT) + content + b"\0" * (-len(content) % 512)


@pytest.mark.parametrize(
    "headers",
    [
        {"GNU.sparse.map": "0,many"},
        {"GNU.sparse.map": "0," + "9" * 5000},
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "many"},
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9" * 5000},
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(1 << 42)},
        {"GNU.sparse.size": str(1 << 42), "GNU.sparse.numblocks": "1"},
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_sparse_members_cost_themselves_alone_and_are_never_unrolled(read, headers, pack):
    data = member("a.nxml", article(1)) + member("b.nxml", b"1\n0\n512\n", **headers) + member("c.nxml", article(3))
    began = time.process_time()
    first, letter, last = read(pack(data + bytes(1024)))
    assert (first.doc_id, letter.reason, last.doc_id) == ("PMC1", "left_out", "PMC3")
    assert time.process_time() - began < 2


@pytest.mark.parametrize("size", ["many", "-5", "9" * 5000, "1.5", "²"])
def test_sizes_that_are_no_numbers_end_the_archive_with_a_dead_letter(read, size):
    first, letter = read(member("a.nxml", article(1)) + member("b.nxml", article(2), size=size) + bytes(1024))
    assert (first.doc_id, letter.reason) == ("PMC1", "malformed_archive")


@pytest.mark.parametrize("size", [str(1 << 42), "9" * 18])
def test_a_member_that_claims_more_than_there_is_is_cut(read, size):
    first, *letters = read(member("a.nxml", article(1)) + member("b.nxml", article(2), size=size) + bytes(1024))
    assert first.doc_id == "PMC1"
    assert {letter.reason for letter in letters} <= {"truncated", "malformed_xml", "malformed_archive"}


@pytest.mark.parametrize("kind", [tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_left_out(read, kind):
    first, letter, last = read(
        member("a.nxml", article(1)) + member("b.nxml", b"", kind) + member("c.nxml", article(3)) + bytes(1024)
    )
    assert (first.doc_id, letter.reason, last.doc_id) == ("PMC1", "left_out", "PMC3")


def test_is_archive():
    assert is_archive(archive(a_nxml=b"x"))
    assert not is_archive(b"x" * 1000)


@pytest.mark.parametrize("rest", [b"garbage" * 2_000, "another archive"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_stands_behind_the_end_of_an_archive_is_a_dead_letter(read, rest, pack):
    rest = member("b.nxml", article(2)) + bytes(1024) if rest == "another archive" else rest
    first, letter = read(pack(member("a.nxml", article(1)) + bytes(10_240) + rest))
    assert (first.doc_id, letter.reason) == ("PMC1", "malformed_archive")


def test_a_name_that_leads_out_of_the_archive_is_a_name(read):
    (record,) = read(member("../../a.nxml", article(1)) + bytes(1024))
    assert record.doc_id == "PMC1"
