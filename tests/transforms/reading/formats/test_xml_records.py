import io

import pytest

from transforms.reading.formats.xml_names import root_of
from transforms.reading.formats.xml_records import Shape, xml_records
from transforms.reading.record import BadRecord

SHAPE = Shape("rats", ("rat", "mouse"), ("rats",))


def records(data: bytes, block: int = 1 << 16, limit: int = 1000) -> list[bytes]:
    return list(xml_records(Slowly(data, block), SHAPE, limit))


class Slowly(io.BytesIO):
    """Hands out a few bytes at a time."""

    def __init__(self, data: bytes, block: int):
        super().__init__(data)
        self._block = block

    def read1(self, size: int = -1) -> bytes:
        return super().read1(min(size, self._block))


@pytest.mark.parametrize("block", [1, 2, 3, 7, 50, 1000])
def test_blocks_may_end_anywhere(block):
    data = b"<rats> <rat>1</rat>, <mouse a='b'>2</mouse ><rat/><ratio/><rat\n>3</rat> </rats>\n"
    assert records(data, block) == [b"<rat>1</rat>", b"<mouse a='b'>2</mouse >", b"<rat/><ratio/>", b"<rat\n>3</rat>"]


def test_a_record_may_be_the_root():
    assert records(b"<?xml version='1.0'?><rat>1</rat>\n") == [b"<rat>1</rat>"]


def test_other_records_within_belong_to_it():
    assert records(b"<rats><rat>1<mouse>2</mouse></rat></rats>") == [b"<rat>1<mouse>2</mouse></rat>"]


@pytest.mark.parametrize("block", [100, 1000, 100_000])
def test_a_record_over_the_limit_is_cut(block):
    first, second, third = records(b"<rats><rat>1</rat><rat>" + b"x" * 50_000 + b"</rat><rat>3</rat></rats>", block)
    assert (first, len(second), third) == (b"<rat>1</rat>", 1001, b"<rat>3</rat>")


@pytest.mark.parametrize("tail", [b" \n" * 50_000, b"<!-- rats -->" * 100, b"\0" * 1000])
@pytest.mark.parametrize("block", [300, 1 << 16])
def test_anything_may_follow_the_root(tail, block):
    assert records(b"<rats><rat>1</rat></rats>" + tail, block) == [b"<rat>1</rat>"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<rats><rat>1</rat></rats><rats><rat>2</rat>", "truncated"),
        (b"<rats><rat>1", "truncated"),
        (b"<rats><rat>1</rat>", "truncated"),
        (b"<rats></rat", "truncated"),
        (b"<cats><cat/></cats>", "not_rats"),
        (b"no XML", "not_rats"),
    ],
)
def test_what_ends_too_early_or_is_something_else(data, reason):
    with pytest.raises(BadRecord) as raised:
        records(data)
    assert raised.value.reason == reason


def test_nothing_in_it():
    assert records(b"<rats></rats>") == []


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<!-- <a> --><!DOCTYPE b [<!ENTITY c '<d>'> ]><e:f g='h'>", "e:f"),
        (b"text", None),
    ],
)
def test_root(head, root):
    assert root_of(head) == root
