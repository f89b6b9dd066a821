import time

import pytest

from transforms.reading.formats.passages import Passage, document_of_passages, name_of, offset_of
from transforms.reading.record import BadRecord, ReadOptions
from transforms.records import Section

OPTIONS = ReadOptions(max_document_characters=50)


def document(*passages):
    return document_of_passages("1", "a#1", [Passage(*passage) for passage in passages], OPTIONS)


def test_passages_stand_where_they_say_in_any_order():
    found = document(("abstract", 10, "They sleep."), ("title", 0, "On rats."))
    assert found.text == "On rats.  They sleep."
    assert found.sections == (Section("title", 0, 8), Section("abstract", 10, 21))


def test_a_text_that_begins_late_begins_with_spaces():
    assert document(("title", 3, "Rats.")).text == "   Rats."


@pytest.mark.parametrize(
    ("passage", "reason"), [(("abstract", 7, "They."), "bad_offsets"), (("abstract", 48, "They."), "too_large")]
)
def test_passages_that_overlap_or_stand_too_far_away(passage, reason):
    with pytest.raises(BadRecord) as bad:
        document(("title", 0, "On rats."), passage)
    assert (bad.value.reason, bad.value.doc_id) == (reason, "1")


def test_a_passage_without_infons_is_one():
    assert [name_of({}), name_of({"type": "Title"})] == ["passage", "title"]


@pytest.mark.parametrize("value", ["", "x", -1, True, None, 1.5])
def test_what_is_no_offset(value):
    with pytest.raises(BadRecord, match="whole number"):
        offset_of(value, "1")


def test_an_offset_may_be_written_as_text():
    assert [offset_of("12", "1"), offset_of(0, "1")] == [12, 0]


@pytest.mark.parametrize("offset", [2**31 - 1, 2**31, 19_999_990, 200_000])
def test_few_bytes_do_not_become_millions_of_spaces(offset):
    began = time.process_time()
    with pytest.raises(BadRecord) as bad:
        document_of_passages("1", "a#1", [Passage("title", offset, "Zinc.")] * 1, ReadOptions())
    assert bad.value.reason in ("bad_offsets", "too_large")
    assert time.process_time() - began < 0.1


def test_passages_may_be_left_out_of_a_long_text():
    passages = [Passage("title", 0, "Zinc."), Passage("conclusions", 90_000, "It helps.")]
    assert len(document_of_passages("1", "a#1", passages, ReadOptions()).text) == 90_009
