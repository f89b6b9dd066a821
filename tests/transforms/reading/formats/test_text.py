import pytest

from transforms.reading.record import ReadOptions


def test_named_after_the_file(read):
    (document,) = read(b"Aspirin may\r\nprovoke asthma.\n", "case.1.txt")
    assert (document.doc_id, document.text) == ("case.1", "Aspirin may\r\nprovoke asthma.\n")
    assert document.source.endswith("case.1.txt#1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encoding_by_its_mark(read, encoding):
    (document,) = read("β-Blocker: 5 µg.".encode(encoding), "a.txt")
    assert document.text == "β-Blocker: 5 µg."


def test_other_encodings_are_not_guessed(read):
    (bad,) = read("Müdigkeit".encode("latin-1"), "a.txt")
    assert (bad.reason, bad.record) == ("invalid_utf8", "M�digkeit")


def test_text_may_begin_like_another_format(read):
    texts = [b"<5 mg of lithium.", b"{Abstract} Lithium.", b"[Lithium in mania]."]
    assert [read(text, "a.txt")[0].text for text in texts] == [text.decode() for text in texts]


def test_blank_is_a_document(read):
    (document,) = read(b" \n", "a.txt")
    assert document.text == " \n"


def test_too_large(read):
    (bad,) = read(b"a" * 300_000, "a.txt", ReadOptions(max_document_characters=1000))
    assert bad.reason == "too_large"
    assert len(bad.record) == 1000
