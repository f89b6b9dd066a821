import pytest

from transforms.reading.formats.fields import document_of_fields
from transforms.reading.record import BadRecord, ReadOptions
from transforms.records import Section


def read(record, options=ReadOptions()):  # noqa: B008
    return document_of_fields(record, "a#1", options)


@pytest.mark.parametrize("record", [{"id": "7"}, {"doc_id": 7}, {"pmid": 7}, {"id": "", "doc_id": None, "pmid": "7"}])
def test_the_id_is_the_first_of_the_usual_names_that_is_filled(record):
    assert read({**record, "text": "x"}).doc_id == "7"


def test_text_comes_before_title_and_abstract():
    assert read({"id": 1, "text": "x", "title": "y"}).text == "x"


def test_parts_are_joined_and_are_sections():
    document = read({"id": 1, "title": "On rats.", "abstract": "", "body": "They sleep."})
    assert document.text == "On rats. They sleep."
    assert document.sections == (Section("title", 0, 8), Section("body", 9, 20))


def test_names_that_the_user_gives_are_the_only_ones():
    options = ReadOptions("key", "content")
    assert read({"key": "k", "id": 1, "content": "x", "text": "y"}, options)[:3] == ("k", "a#1", "x")
    with pytest.raises(BadRecord, match="no field 'content'"):
        read({"key": "k", "text": "y"}, options)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": "x"}, "missing_id"),
        ({"id": 1.5, "text": "x"}, "wrong_type"),
        ({"id": True, "text": "x"}, "wrong_type"),
        ({"id": 1, "text": 7}, "wrong_type"),
        ({"id": 1, "title": ["x"]}, "wrong_type"),
        ({"id": 1, "title": None}, "missing_text"),
    ],
)
def test_what_is_no_document(record, reason):
    with pytest.raises(BadRecord) as bad:
        read(record)
    assert bad.value.reason == reason


def test_an_empty_text_is_a_text():
    assert [read({"id": 1, "text": ""}).text, read({"id": 1, "title": ""}).text] == ["", ""]
