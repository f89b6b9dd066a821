import pytest

from transforms.reading.formats.thrift import Thrift, list_of, struct_of

NAMES = {1: Thrift.integer, 2: Thrift.binary, 3: list_of(Thrift.integer), 4: struct_of({1: Thrift.integer})}


def test_chosen_fields_are_read():
    data = b"\x15\x0d" + b"\x18\x02ab" + b"\x19\x25\x02\x04" + b"\x1c\x15\x08\x00" + b"\x00"
    assert Thrift(data).struct(NAMES) == {1: -7, 2: b"ab", 3: [1, 2], 4: {1: 4}}


def test_the_place_is_behind_the_struct():
    read = Thrift(b"\x15\x02\x00and more")
    read.struct(NAMES)
    assert read.place == 3


def test_fields_of_every_kind_are_passed_over():
    values = [b"\x11", b"\x12", b"\x13\x07", b"\x14\x02", b"\x15\x02", b"\x16\x02", b"\x17" + bytes(8)]
    values += [b"\x18\x01a", b"\x19\x21\x01\x02", b"\x1a\x15\x02", b"\x1c\x1c\x00\x00"]
    assert Thrift(b"".join(values) + b"\x05\xc6\x01\x0a" + b"\x00").struct({99: Thrift.integer}) == {99: 5}


def test_a_list_may_be_long_and_say_so():
    data = b"\x39\xf5\x14" + bytes(range(0, 40, 2)) + b"\x00"
    assert Thrift(data).struct(NAMES) == {3: list(range(20))}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x15",
        b"\x15" + b"\xff" * 11,
        b"\x28\x05ab",
        b"\x18\xff\xff\xff\xff\x07",
        b"\x39\xf5\xff\xff\xff\xff\x07",
        b"\x18\x01a\x00",
        b"\x25\x02\x00",
        b"\x35\x02\x00",
        b"\x45\x02\x00",
        b"\x5d\x00",
        b"\x5c" + b"\x1c" * 40,
        b"\x59" + b"\x19" * 40,
    ],
)
def test_what_is_no_struct_is_refused(data):
    with pytest.raises(ValueError, match=r"\w"):
        Thrift(data).struct(NAMES)
