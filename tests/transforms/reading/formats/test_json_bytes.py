import io
import json
import re
import time

import pytest

from transforms.reading.formats.json_bytes import JsonBuffer, Stop, keys_of, parse_object
from transforms.reading.record import BadRecord, ReadOptions


def value(data: bytes, limit: int = 1000, **arguments) -> bytes | None:
    buffer = JsonBuffer(io.BytesIO(data), limit)
    buffer.fill()
    return buffer.value(**arguments)


@pytest.mark.parametrize(
    "whole",
    [
        b"{}",
        b"[]",
        b'{"a": "]}"}',
        b'[{"a": [1, {"b": "\\"}"}]}, []]',
        b'{"a": "\\\\"}',
        b'{"a": {"b": "x"}, "c": [[]]}',
    ],
)
def test_a_value_ends_with_its_last_bracket(whole):
    assert value(whole + b', {"next": 1}') == whole


@pytest.mark.parametrize("open_value", [b"{", b'{"a": "}', b'{"a": "\\"}', b"[[]", b'{"a": [}'])
def test_a_value_that_does_not_end_is_none(open_value):
    assert value(open_value) is None


def test_a_value_may_be_longer_than_a_block():
    whole = json.dumps({"a": "x" * 700_000, "b": [{"c": "}" * 300_000 + '"'}]}).encode()
    assert value(whole + b"]", limit=2_000_000) == whole


def test_of_a_value_over_the_limit_the_beginning_is_handed_out():
    buffer = JsonBuffer(io.BytesIO(b'{"a": "' + b"x" * 3_000_000 + b'"}, {"b": 1}'), limit=1000)
    buffer.fill()
    assert len(buffer.value()) == 1001
    assert len(buffer.data) < 1_000_000
    assert buffer.next_byte == b","


def test_a_value_does_not_go_on_behind_what_it_cannot_hold():
    stop = Stop(re.compile(rb'\{"id"'), b'"id"')
    assert value(b'{"id": 1, "open": [}, {"id": 2}', stop=stop) is None
    assert value(b'{"id": 1}, {"id": 2}', stop=stop) == b'{"id": 1}'


@pytest.mark.parametrize(
    "hostile",
    [b'{"a": "' + b"x" * 30_000_000, b'{"a": "' + b'\\"' * 10_000_000, b"[" + b"[]," * 5_000_000, b'{"a": ' * 500_000],
    ids=["a string", "escaped quotes", "empty lists", "depth"],
)
def test_what_never_ends_is_found_out_in_linear_time(hostile):
    began = time.process_time()
    assert value(hostile, limit=1 << 20) is None
    assert time.process_time() - began < 5


@pytest.mark.parametrize("head", [b'{"' + b"\\" * 65_000, b'{"' + b'\\"' * 32_000, b'{"a": [' + b'"' * 65_000])
def test_keys_are_found_in_linear_time(head):
    began = time.process_time()
    list(keys_of(head))
    assert time.process_time() - began < 1


def test_keys_of_objects_within_are_not_its_own():
    assert [key.name for key in keys_of(b'{"a": {"b": [{"c": 1}]}, "d": ["e", "f"], "g"')] == ["a", "d"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[" * 2_000_001, "too_large"),
        (b"x" * 70_000, "too_large"),
        (b"[" * 60_000, "bad_json"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "bad_json"),
        (b'{"id": "\xff"}', "invalid_utf8"),
        (b"[7]", "wrong_type"),
    ],
)
def test_what_is_no_object_is_refused(raw, reason):
    with pytest.raises(BadRecord) as bad:
        parse_object(raw, ReadOptions(max_document_characters=1))
    assert bad.value.reason == reason
