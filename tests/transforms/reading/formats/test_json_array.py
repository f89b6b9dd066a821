import json

import pytest

from transforms.reading.record import ReadOptions

RECORDS = [{"id": "a", "text": "One."}, {"pmid": 7, "title": "Two,", "abstract": "[three]."}]


@pytest.mark.parametrize(
    "data", [json.dumps(RECORDS), json.dumps(RECORDS, indent=2), "\ufeff \n" + json.dumps(RECORDS) + "\n\n"]
)
def test_an_array_of_plain_records(read, data):
    records = read(data.encode(), "a.json")
    assert [(record.doc_id, record.text) for record in records] == [("a", "One."), ("7", "Two, [three].")]


def test_a_record_is_named_by_its_number(read):
    assert [record.source[-7:] for record in read(json.dumps(RECORDS).encode(), "a.json")] == [".json#1", ".json#2"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"id": "b" "text": "x"}', "bad_json"),
        ('{"id": "b"}', "missing_text"),
        ('{"text": "x"}', "missing_id"),
        ('{"id": "b", "text": "\\ud800"}', "lone_surrogate"),
    ],
)
def test_a_bad_record_leaves_its_neighbours(read, bad, reason):
    first, letter, last = read(f'[{{"id": "a", "text": "One."}}, {bad}, {{"id": "c", "text": "x"}}]'.encode())
    assert (first.doc_id, letter.reason, last.doc_id) == ("a", reason, "c")


def test_bytes_that_are_no_utf8_cost_one_record(read):
    first, letter, last = read(b'[{"id": 1, "text": "x"}, {"id": 2, "text": "\xff"}, {"id": 3, "text": "x"}]')
    assert (first.doc_id, letter.reason, last.doc_id) == ("1", "invalid_utf8", "3")


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ('{"id": "b", "text": "x"', "truncated"),
        ('{"id": "b", "text": "x"},  ', "truncated"),
        ('{"id": "b", "te', "truncated"),
        ("7]", "wrong_type"),
        ("] trailing", "bad_json"),
        ('][{"id": "b", "text": "x"}]', "bad_json"),
    ],
)
def test_where_the_array_is_broken_the_rest_is_one_dead_letter(read, rest, reason):
    records = read(f'[{{"id": "a", "text": "One."}}, {rest}'.encode())
    assert (records[0].doc_id, records[-1].reason) == ("a", reason)


def test_a_record_over_the_limit(read):
    data = json.dumps([RECORDS[0], {"id": "b", "text": "x" * 200_000}, {"id": "c", "text": "y"}])
    first, letter, last = read(data.encode(), options=ReadOptions(max_document_characters=1000))
    assert (first.doc_id, letter.reason, last.doc_id) == ("a", "too_large", "c")


def test_a_record_that_goes_on_far_behind_the_limit_is_passed_over(read):
    data = json.dumps([RECORDS[0], {"id": "b", "numbers": [7] * 200_000}, {"id": "c", "text": "y"}])
    first, letter, last = read(data.encode(), options=ReadOptions(max_document_characters=1000))
    assert (first.doc_id, letter.reason, len(letter.record), last.doc_id) == ("a", "too_large", 1000, "c")


def test_records_longer_than_a_block(read):
    data = json.dumps([{"id": size, "text": "é" * size} for size in (400_000, 900_000)], ensure_ascii=False)
    assert [len(record.text) for record in read(data.encode())] == [400_000, 900_000]


def test_what_is_no_array(read):
    (letter,) = read(b'{"id": 1, "text": "x"}', format="json")
    assert letter.reason == "bad_json"


ODD = [
    {"id": "a", "text": "One.", "passages": [{"offset": 0, "text": "x"}]},
    {"id": "b", "text": "Two.", "documents": [{"id": 7, "passages": []}, {"id": 8, "text": "y"}]},
    {"id": "c", "text": '{"id": "d", "passages": ['},
    {"id": "e", "passages": [{"offset": 0, "text": "no text of its own"}]},
    {"id": "f", "text": "Last."},
]


@pytest.mark.parametrize("write", [json.dumps, lambda objects: "\n".join(map(json.dumps, objects))])
def test_every_object_ends_once_whatever_keys_it_has(read, write):
    records = read(write(ODD).encode(), "a.json")
    assert [record.doc_id for record in records] == ["a", "b", "c", "e", "f"]
    assert [getattr(record, "reason", record[2]) for record in records] == [
        "One.",
        "Two.",
        '{"id": "d", "passages": [',
        "missing_text",
        "Last.",
    ]


def test_items_that_are_no_objects_are_dead_letters_of_their_own(read):
    records = read(b'[{"id": "a", "text": "x"}, 7, "b, c", null, [{"id": "n", "text": "x"}], {"id": "d", "text": "x"}]')
    assert [getattr(record, "reason", record[0]) for record in records] == ["a", *["wrong_type"] * 4, "d"]


def test_a_string_that_never_ends_is_one_dead_letter(read):
    first, letter = read(b'[{"id": "a", "text": "x"}, {"id": "b", "text": "' + b"x" * 5_000_000)
    assert (first.doc_id, letter.reason, len(letter.record)) == ("a", "truncated", 1000)
