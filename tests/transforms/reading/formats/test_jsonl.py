import json

import pytest

from transforms.reading.record import ReadOptions
from transforms.records import DeadLetter, Section


def test_text_or_title_abstract_and_body(read, miniature):
    whole, parts = read(miniature("documents.jsonl"))
    assert (whole.doc_id, whole.text, whole.sections) == ("a", "Aspirin may provoke asthma.", ())
    assert parts.doc_id == "7"
    assert parts.text == "On aspirin. It may provoke asthma. It did."
    assert parts.sections == (Section("title", 0, 11), Section("abstract", 12, 34), Section("body", 35, 42))


def test_source_is_the_line(read):
    records = read(b'\n{"id": "a", "text": "x"}\n\n{"id": "b", "text": "y"}')
    assert [record.source[-8:] for record in records] == ["/input#2", "/input#4"]


def test_fields_by_name(read):
    (document,) = read(b'{"id": 1, "key": "k7", "content": "Aspirin."}', options=ReadOptions("key", "content"))
    assert (document.doc_id, document.text) == ("k7", "Aspirin.")


@pytest.mark.parametrize(
    ("line", "reason", "doc_id"),
    [
        (b'{"id": "b", "text": "cut', "bad_json", None),
        (b"[" * 100_000, "bad_json", None),
        (b'{"id": "b", "text": "caf\xe9"}', "invalid_utf8", None),
        (b'{"id": [' + b"0," * 2_000_000 + b"0]}", "too_large", None),
        (b"[1, 2]", "wrong_type", None),
        (b'{"text": "Aspirin."}', "missing_id", None),
        (b'{"id": "", "text": "Aspirin."}', "missing_id", None),
        (b'{"id": true, "text": "Aspirin."}', "wrong_type", None),
        (b'{"id": 1.5, "text": "Aspirin."}', "wrong_type", None),
        (b'{"id": "b"}', "missing_text", "b"),
        (b'{"id": "b", "text": null}', "missing_text", "b"),
        (b'{"id": "b", "text": ["Aspirin."]}', "wrong_type", "b"),
        (b'{"id": "b", "title": 7}', "wrong_type", "b"),
        (b'{"id": "b", "text": "\\ud800"}', "lone_surrogate", "b"),
        (b'{"id": "\\ud800", "text": "x"}', "lone_surrogate", "?"),
        (b'{"id": "a", "text": "again"}', "duplicate_id", "a"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', "bad_json", None),
    ],
)
def test_a_bad_line_is_one_dead_letter(read, line, reason, doc_id):
    first, bad, last = read(b'{"id": "a", "text": "x"}\n' + line + b'\n{"id": "c", "text": "z"}\n', "a.jsonl")
    assert (first.text, last.text) == ("x", "z")
    assert isinstance(bad, DeadLetter)
    assert (bad.reason, bad.doc_id, bad.step) == (reason, doc_id, "read")
    assert bad.source.endswith("a.jsonl#2")


@pytest.mark.parametrize("text", ["", " \n", "a\0b", "e\u0301 \u200d\u00a0", "😀\r\n\f", "\u202eabc", "x" * 100_000])
def test_text_is_never_changed(read, text):
    (document,) = read(json.dumps({"id": "a", "text": text}).encode())
    assert document.text == text


def test_null_fields_are_left_out(read):
    (document,) = read(b'{"id": "a", "title": "On rats.", "abstract": null}')
    assert document.text == "On rats."


def test_a_mark_at_the_start_of_the_file_is_no_text(read):
    (document,) = read(b'\xef\xbb\xbf{"id": "a", "text": "x"}')
    assert document.doc_id == "a"


def test_excerpt_is_the_first_thousand_characters(read):
    (bad,) = read(b'{"id": "' + "é".encode() * 3000, "a.jsonl")
    assert bad.record == '{"id": "' + "é" * 992


def test_a_line_over_the_limit_is_passed_over(read):
    options = ReadOptions(max_document_characters=1000)
    lines = [{"id": "a", "text": "x"}, {"id": "b", "text": "y" * 500_000}, {"id": "c", "text": "z" * 1001}]
    good, long_line, long_text = read("\n".join(map(json.dumps, lines)).encode(), options=options)
    assert good.text == "x"
    assert (long_line.reason, long_text.reason) == ("too_large", "too_large")
    assert long_text.doc_id == "c"
