"""The row groups of a Parquet file and the members of an archive together are the file."""

import io
import tarfile

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.reading.parts import EXAMPLES, SIZES, check


def parquet(texts, **options):
    sink = io.BytesIO()
    columns = {"id": [str(number % 50) for number in range(len(texts))], "text": texts, "other": ["x"] * len(texts)}
    pq.write_table(pa.table(columns), sink, row_group_size=4, **options)
    return sink.getvalue()


def test_row_groups():
    assert check(parquet([f"Text {number}." for number in range(90)]), 1) == 23
    assert 2 < check(parquet([f"Text {number}." for number in range(90)]), 1000) < 12


@EXAMPLES
@given(st.data(), SIZES)
def test_damaged_parquet(data, size):
    texts = [f"Text {number} " * 20 for number in range(30)]
    damaged = bytearray(parquet(texts, use_dictionary=False, write_page_checksum=True))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= 0xFF
    check(bytes(damaged), size * 30)


ARTICLE = (
    '<article><front><article-meta><article-id pub-id-type="pmc">%d</article-id></article-meta></front>'
    "<body><p>Text é 😀.</p></body></article>"
)
NAMES = ["a.nxml", "figure.jpg", "b.xml", f"{'long/' * 40}c.nxml", "é.nxml"]


def tar(names, format=tarfile.PAX_FORMAT, headers=None):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=format, pax_headers=headers) as archive:
        for number, name in enumerate(names):
            content = (ARTICLE % (number % 7)).encode() * (number % 3)  # empty, whole, two roots
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return sink.getvalue()


@EXAMPLES
@given(
    st.lists(st.sampled_from(NAMES), max_size=20),
    st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT]),
    st.integers(1, 5000),
)
def test_members_of_archives(names, format, size):
    check(tar(names, format), size)


@EXAMPLES
@given(st.data(), st.integers(1, 5000))
def test_damaged_archives(data, size):
    archive = bytearray(tar(NAMES * 4))
    archive[data.draw(st.integers(0, len(archive) - 1))] ^= 0xFF
    check(bytes(archive[: data.draw(st.integers(512, len(archive)))]), size)


def test_archives_are_cut_where_they_may_be():
    assert check(tar(["a.nxml"] * 30), 1) == 30
    assert check(tar([".hidden.jpg"] * 30), 1) == 1
    assert check(tar(["a.nxml"] * 30, headers={"comment": "of all that follow"}), 1) == 1
