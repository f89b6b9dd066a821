import gzip
import json

import pytest

from transforms.reading.record import ReadOptions
from transforms.records import Section


def test_passages_keep_their_offsets(read, miniature):
    first, second = read(miniature("collection.bioc.json"))
    assert first.text == "Naproxen & ulcers.  Naproxen caused gastric ulcers in β mice."
    assert first.sections == (Section("title", 0, 18), Section("abstract", 20, 61))
    assert second.sections == (Section("introduction", 0, 13), Section("introduction", 14, 26))


def document(doc_id: str, text: str = "One.", offset: object = 0) -> dict:
    return {"id": doc_id, "infons": {}, "passages": [{"offset": offset, "text": text}]}


def collection(*documents: str) -> bytes:
    return f'{{"source": "x", "documents": [{", ".join(documents)}], "infons": {{}}}}'.encode()


@pytest.mark.parametrize(
    "write",
    [
        lambda documents: json.dumps({"source": "x", "documents": documents}),
        lambda documents: json.dumps({"source": "x", "documents": documents}, indent=2),
        lambda documents: json.dumps([{"documents": documents[:1]}, {"documents": documents[1:]}]),
        lambda documents: json.dumps({"PubTator3": documents}),
        lambda documents: "\n".join(map(json.dumps, documents)),
        lambda documents: json.dumps(documents),
    ],
)
def test_every_way_of_holding_documents(read, write):
    data = write([document("a"), document("b"), document("c")]).encode()
    assert [record.doc_id for record in read(data, "a.json")] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ('{"id": "b", "passages": [{"offset": 0 "text": "x"}]}', "bad_json"),
        ('{"id": "b", "passages": [{"offset": 0, "text": "x}]}', "bad_json"),
        ('{"id": "b", "passages": [{"offset": 0, "text": "x"}]', "bad_json"),
        ('{"id": "b", "passages": [{"offset": 0, "text": "x"]}', "bad_json"),
        ('{"id": "b", "passages": "x"}', "wrong_type"),
        ('{"id": "b", "passages": [{"offset": 0, "text": 7}]}', "wrong_type"),
        ('{"id": "b", "passages": [{"text": "x"}]}', "bad_offsets"),
        ('{"id": "b", "passages": [{"offset": 99999999999, "text": "x"}]}', "too_large"),
        ('{"id": "b", "passages": [{"offset": 0, "text": "\\ud800"}]}', "lone_surrogate"),
        ('{"passages": []}', "missing_id"),
        ("7", "wrong_type"),
        ('{"id": "b", "text": "x"}', "not_bioc"),
    ],
)
def test_a_bad_document_leaves_its_neighbours(read, damaged, reason):
    first, bad, last = read(collection(json.dumps(document("a")), damaged, json.dumps(document("c", "Three."))))
    assert (first.text, bad.reason, last.text) == ("One.", reason, "Three.")


@pytest.mark.parametrize(("stray", "letters"), [("]", 0), ("}", 1), ("},", 1), ('"', 1), ("[", 0)])
def test_stray_brackets_cost_no_document(read, stray, letters):
    records = read(collection(json.dumps(document("a")), stray + json.dumps(document("b")), json.dumps(document("c"))))
    assert len(records) == 3 + letters
    assert {record[0] for record in records} >= {"a", "c"}


def test_invalid_utf8_costs_one_document(read):
    documents = [json.dumps(document(name, "café"), ensure_ascii=False) for name in "abc"]
    data = collection(*documents)
    cut = data.index("é".encode(), data.index(b'"b"'))
    assert [record[3] for record in read(data[:cut] + data[cut + 1 :])][1] == "invalid_utf8"


def test_truncated(read):
    first, bad = read(collection(json.dumps(document("a")), json.dumps(document("b")))[:-60])
    assert (first.text, bad.reason, bad.source[-2:]) == ("One.", "truncated", "#2")


def test_documents_longer_than_a_block(read):
    documents = [document("a", "x" * 700_000), document("b", "y" * 900_000)]
    assert [len(record.text) for record in read(json.dumps({"documents": documents}).encode())] == [700_000, 900_000]


def test_too_large(read):
    documents = [document("a"), document("b", "y" * 500_000), document("c")]
    options = ReadOptions(max_document_characters=1000)
    records = read(json.dumps({"documents": documents}).encode(), options=options)
    assert [record[0][-2:] for record in records] == ["a", "#2", "c"]


def test_not_bioc(read):
    (bad,) = read(b'{"id": 7}', format="bioc_json")
    assert bad.reason == "not_bioc"


def test_mentions_of_biored_slice_right(read, shared):
    data = shared("formats/bioc/BioRED_Dev.BioC.json.gz").read_bytes()
    texts = {document.doc_id: document.text for document in read(data)}
    documents = json.loads(gzip.decompress(data))["documents"]
    assert list(texts) == [document["id"] for document in documents]
    for document in documents:
        for passage in document["passages"]:
            start = passage["offset"]
            assert texts[document["id"]][start : start + len(passage["text"])] == passage["text"]


def test_objects_among_documents_that_have_no_passages_are_dead_letters(read):
    first, plain, number, last = read(json.dumps([document("a"), {"id": "b", "text": "x"}, 7, document("c")]).encode())
    assert (first.doc_id, plain.reason, number.reason, last.doc_id) == ("a", "not_bioc", "wrong_type", "c")


def test_the_order_of_the_keys_does_not_matter(read):
    documents = [dict(reversed(document(name).items())) for name in "abc"]
    for data in (json.dumps(documents), "\n".join(map(json.dumps, documents)), json.dumps({"documents": documents})):
        assert [record.doc_id for record in read(data.encode())] == ["a", "b", "c"]


def test_an_array_that_is_cut_between_documents_is_truncated(read):
    first, bad = read(b'[{"id": "a", "passages": []}, ')
    assert (first.doc_id, bad.reason) == ("a", "truncated")


def test_a_string_that_never_ends_is_one_dead_letter(read):
    first, letter = read(
        b'{"documents": ['
        + json.dumps(document("a")).encode()
        + b', {"id": "b", "passages": [{"text": "'
        + b"x" * 5_000_000
    )
    assert (first.doc_id, letter.reason, len(letter.record)) == ("a", "truncated", 1000)


@pytest.mark.parametrize("infons", [{"type": "\ud800"}, {"section_type": "\udfff"}])
def test_half_a_character_in_the_name_of_a_section_costs_one_document(read, infons):
    bad = document("b") | {"passages": [{"offset": 0, "text": "Two.", "infons": infons}]}
    first, letter, last = read(collection(*map(json.dumps, [document("a"), bad, document("c")])))
    assert (first.doc_id, letter.reason, last.doc_id) == ("a", "lone_surrogate", "c")
