"""What stands behind compressed bytes, and what they ask of memory."""

import bz2
import gzip
import lzma
import struct
import zlib

import pytest
import zstandard

from transforms.records import DeadLetter

PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.ZstdCompressor().compress}
ONE, TWO = b'{"id": "1", "text": "Zinc."}\n', b'{"id": "2", "text": "Lead."}\n'


def ids(records):
    return [record.reason if isinstance(record, DeadLetter) else record.doc_id for record in records]


@pytest.mark.parametrize("kind", PACK)
def test_streams_one_behind_the_other_are_one_file(read, kind):
    assert ids(read(PACK[kind](ONE[:9]) + PACK[kind](ONE[9:] + TWO), f"a.jsonl.{kind}")) == ["1", "2"]


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_zeros_behind_the_end_are_padding(read, kind):
    assert ids(read(PACK[kind](ONE) + bytes(1_024), f"a.jsonl.{kind}")) == ["1"]


@pytest.mark.parametrize("kind", PACK)
@pytest.mark.parametrize("rest", [b"garbage behind it", ONE * 9_000])
def test_what_else_is_behind_the_end_is_damage_and_all_before_it_is_read(read, kind, rest):
    assert ids(read(PACK[kind](ONE) + rest, f"a.jsonl.{kind}")) == ["1", "corrupt_compression"]


def test_of_zstd_all_that_was_unpacked_before_a_damage_is_read(read):
    lines = [b'{"id": "%d", "text": "Zinc %d helps."}\n' % (number, number * 7_919) for number in range(20_000)]
    whole = PACK["zst"](b"".join(lines))
    *documents, letter = read(whole[: len(whole) // 2] + b"\xff" * 99 + whole[len(whole) // 2 + 99 :], "a.jsonl.zst")
    assert len(documents) > 5_000
    assert letter.reason in ("corrupt_compression", "bad_json")


def test_frames_of_zstd_that_are_to_be_skipped_are(read):
    skipped = struct.pack("<II", 0x184D2A50, 5) + b"hello"
    assert ids(read(PACK["zst"](ONE) + skipped + PACK["zst"](TWO), "a.jsonl.zst")) == ["1", "2"]


def test_a_window_of_two_gigabytes_is_not_given(read):
    settings = zstandard.ZstdCompressionParameters(window_log=31)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    assert ids(read(packer.compress(ONE) + packer.flush(), "a.jsonl.zst")) == ["corrupt_compression"]


def test_a_dictionary_of_four_gigabytes_is_not_given(read):
    """The header of the block is written anew, with its checksum."""
    raw = bytearray(lzma.compress(ONE, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 16}]))
    end = 12 + (raw[12] + 1) * 4
    raw[raw.index(b"\x21\x01") + 2] = 40
    raw[end - 4 : end] = struct.pack("<I", zlib.crc32(bytes(raw[12 : end - 4])))
    (letter,) = read(bytes(raw), "a.jsonl.xz")
    assert (letter.reason, "Memory usage limit" in letter.detail) == ("corrupt_compression", True)


@pytest.mark.parametrize("level", [0, 6, 9 | lzma.PRESET_EXTREME])
def test_the_settings_of_xz_itself_are_read(read, level):
    assert ids(read(lzma.compress(ONE, preset=level), "a.jsonl.xz")) == ["1"]
