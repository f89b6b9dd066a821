import io

import pytest

from transforms.reading.formats.json_objects import array_objects, check_json_size, json_objects
from transforms.reading.record import BadRecord, ReadOptions

ONE, TWO = '{"id": "1", "passages": []}', '{"id": "2", "passages": [{"text": "}]{"}]}'


def objects(text, limit=1 << 20):
    return list(json_objects(io.BytesIO(text.encode()), limit))


def test_brackets_in_strings_are_no_brackets():
    assert objects(f'{{"documents": [{ONE}, {TWO}]}}') == [ONE, TWO]


def test_documents_one_after_the_other_without_a_list():
    assert objects(f"{ONE}\n{TWO}") == [ONE, TWO]


def test_lists_one_after_the_other():
    assert objects(f'{{"documents": [{ONE}]}} {{"documents": [{TWO}]}}') == [ONE, TWO]


def test_a_document_that_is_no_json_goes_up_to_the_next():
    damaged, whole = objects(f'{{"documents": [{ONE[:-2]}, {TWO}]}}')
    assert damaged.startswith(ONE[:-2])
    assert whole == TWO


def test_an_empty_list():
    assert objects('{"documents": [ ]}') == []


def test_items_of_a_list_come_as_they_are_written():
    assert list(array_objects(io.BytesIO(b' [{"a": "]}"},\n{ }]\n'), 100)) == ['{"a": "]}"}', "{ }"]


def test_a_record_of_too_many_items_or_characters():
    for raw in ("[" * 2_000_001, "x" * 70_000):
        with pytest.raises(BadRecord) as bad:
            check_json_size(raw, ReadOptions(max_document_characters=1))
        assert bad.value.reason == "too_large"
