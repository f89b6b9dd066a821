import bz2
import gzip
import lzma

import pytest
import zstandard

LINES = b"".join(b'{"id": "%d", "text": "%d"}\n' % (number, number**9) for number in range(20_000))
COMPRESS = {
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "xz": lambda data: lzma.compress(data, preset=0),  # the default takes seconds
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


@pytest.mark.parametrize("codec", COMPRESS)
def test_by_content_whatever_the_name(read, codec):
    assert len(read(COMPRESS[codec](LINES), "a.jsonl")) == 20_000


@pytest.mark.parametrize("codec", COMPRESS)
def test_one_stream_after_another(read, codec):
    (first, second) = (COMPRESS[codec](b'{"id": "%s", "text": "x"}\n' % name) for name in (b"a", b"b"))
    assert [record.doc_id for record in read(first + second)] == ["a", "b"]


@pytest.mark.parametrize("codec", COMPRESS)
def test_records_before_a_cut_are_read(read, codec):
    data = COMPRESS[codec](LINES)
    *documents, bad = read(data[: len(data) * 3 // 4], "a.jsonl")
    assert bad.reason == "truncated"
    assert bad.source.endswith(f"a.jsonl#{len(documents) + 1}")
    assert [document.doc_id for document in documents] == [str(number) for number in range(len(documents))]
    assert len(documents) > {"gzip": 14_000}.get(codec, 0)  # the others compress in large blocks


def test_a_cut_costs_the_cut_record_alone(read):
    data = gzip.compress(b'{"id": "a", "text": "x"}\n{"id": "b", "text": "yyyyyyyyyyyyyyyyyyyyyy"}\n', compresslevel=0)
    first, bad = read(data[:-30])
    assert (first.doc_id, bad.reason) == ("a", "truncated")


@pytest.mark.parametrize("codec", ["gzip", "bz2", "xz"])
def test_damage_is_noticed(read, codec):
    data = bytearray(COMPRESS[codec](LINES))
    data[len(data) // 2] ^= 0xFF
    *_, bad = read(bytes(data), "a.jsonl")
    assert bad.reason == "corrupt_compression"


def test_rubbish_behind_a_stream(read):
    *documents, bad = read(gzip.compress(LINES) + b"rubbish", "a.jsonl")
    assert (len(documents), bad.reason) == (20_000, "corrupt_compression")


def test_compressed_nothing(read):
    (bad,) = read(gzip.compress(b""))
    assert bad.reason == "empty_file"
