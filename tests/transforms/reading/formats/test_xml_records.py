import io
import time

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


@pytest.mark.parametrize("block", [1, 7, 1000])
@pytest.mark.parametrize(
    "hidden",
    [
        b"<!-- <rat>0</rat> -->",
        b"<!-- <rat> -- > --->",
        b"<![CDATA[<rat>0</rat>]] >]]>",
        b"<?note <rat>0</rat> ?>",
        b"<!-- <![CDATA[ --><!-- ]]> </rats> -->",
    ],
)
def test_what_stands_in_comments_cdata_and_instructions_is_no_record(hidden, block):
    assert records(b"<rats>" + hidden + b"<rat>1</rat>" + hidden + b"</rats>" + hidden, block) == [b"<rat>1</rat>"]


@pytest.mark.parametrize("block", [1, 7, 1000])
@pytest.mark.parametrize(
    "inner", [b"<!-- </rat> <rat> -->", b"<![CDATA[</rat><rat>]]>", b"<?note </rat> ?>", b"<!-- <![CDATA[ -->"]
)
def test_tags_in_comments_cdata_and_instructions_of_a_record_are_none(inner, block):
    record = b"<rat>" + inner + b"</rat>"
    assert records(b"<rats>" + record + b"<rat>2</rat></rats>", block) == [record, b"<rat>2</rat>"]


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_records_in_entities_of_a_document_type_are_none(block):
    doctype = b"""<!DOCTYPE rats SYSTEM 'a>b' [<!ENTITY x "<rat>]>0</rat>"> <!-- ' --> <?p > ?> <!ELEMENT rat ANY> ]>"""
    assert records(b"<?xml version='1.0'?>" + doctype + b"<rats><rat>1</rat></rats>", block) == [b"<rat>1</rat>"]


@pytest.mark.parametrize("block", [1000, 1 << 16])
@pytest.mark.parametrize("opened", [b"<!-- ", b"<![CDATA[", b"<?note "])
def test_a_comment_that_never_ends_costs_the_record_it_opens_in(opened, block):
    filler = b"<rat>" + b"x" * 900 + b"</rat>"
    found = records(b"<rats><rat>1" + opened + b"</rat>" + filler * 200 + b"<!-- --></rats>", block)
    assert (found[0], len(found)) == (b"<rat>1" + opened + b"</rat>", 201)


def test_a_comment_between_records_that_never_ends_is_a_dead_letter_for_the_rest():
    with pytest.raises(BadRecord, match="before -->") as raised:
        records(b"<rats><rat>1</rat><!-- <rat>2</rat></rats>")
    assert raised.value.reason == "truncated"


def test_a_damaged_document_type_hides_no_record():
    assert records(b"<!DOCTYPE rats 'open><rats><rat>1</rat></rats>") == [b"<rat>1</rat>"]


@pytest.mark.parametrize(
    "hostile",
    [
        b"<!--" * 500_000,
        b"<![CDATA[" * 200_000,
        b"<!DOCTYPE " * 200_000,
        b"<!DOCTYPE a [" + b"<!" * 500_000,
        b"<rats><rat>" + b"<!--" * 500_000,
        b"<rats><rat>" + b"<!-- ?> <? ]]> <![CDATA[" * 100_000,
        b"<rats><rat>" + b"</rat" + b" " * 2_000_000,
        b"<rats>" + b"<rat" * 500_000,
    ],
    ids=["comments", "cdata", "doctypes", "declarations", "in a record", "mixed", "spaces", "open tags"],
)
def test_what_is_never_closed_is_passed_over_in_linear_time(hostile):
    began = time.process_time()
    with pytest.raises(BadRecord):
        records(hostile, limit=1 << 20)
    assert root_of(hostile[: 1 << 16]) in (None, "rats")
    assert time.process_time() - began < 5


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
