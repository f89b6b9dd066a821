import gzip

import pytest
from lxml import etree

from transforms.records import Section


def test_passages_keep_their_offsets(read, miniature):
    first = read(miniature("collection.bioc.xml"))[0]
    assert first.text == "Naproxen & ulcers.  Naproxen caused gastric ulcers in β mice."
    assert first.text[36:50] == "gastric ulcers"
    assert first.sections == (Section("title", 0, 18), Section("abstract", 20, 61))


def test_sentences_where_a_passage_has_no_text(read, miniature):
    second = read(miniature("collection.bioc.xml"))[1]
    assert second.text == "One sentence. Another one."
    assert second.sections == (Section("introduction", 0, 13), Section("introduction", 14, 26))


PASSAGE = "<passage><offset>%s</offset><text>%s</text></passage>"
DOCUMENT = f"<document><id>%s</id>{PASSAGE}</document>"
OVERLAP = f"<document><id>b</id>{PASSAGE % (0, 'One.')}{PASSAGE % (3, 'Two.')}</document>"


def collection(*documents: str) -> bytes:
    return f"<collection><source/>{''.join(documents)}</collection>".encode()


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (DOCUMENT % ("", 0, "x"), "missing_id"),
        (DOCUMENT % ("b", "", "x"), "bad_offsets"),
        (DOCUMENT % ("b", -1, "x"), "bad_offsets"),
        (DOCUMENT % ("b", "9" * 30, "x"), "too_large"),
        (DOCUMENT % ("b", 0, "<i>"), "malformed_xml"),
        (OVERLAP, "bad_offsets"),
    ],
)
def test_a_bad_document_leaves_its_neighbours(read, document, reason):
    first, bad, last = read(collection(DOCUMENT % ("a", 0, "One."), document, DOCUMENT % ("c", 2, "Three.")))
    assert (first.text, bad.reason, last.text) == ("One.", reason, "  Three.")


def test_truncated(read):
    first, bad = read(collection(DOCUMENT % ("a", 0, "One."), DOCUMENT % ("b", 0, "Two."))[:-60])
    assert (first.text, bad.reason) == ("One.", "truncated")


def test_all_mentions_of_bc5cdr_slice_right(read, shared):
    data = shared("bc5cdr/CDR_TrainingSet.BioC.xml.gz").read_bytes()
    texts = {document.doc_id: document.text for document in read(data)}
    annotations = [
        (texts[document.findtext("id")], annotation)
        for document in etree.fromstring(gzip.decompress(data)).iter("document")
        for annotation in document.iter("annotation")
    ]
    assert (len(texts), len(annotations)) == (500, 9570)
    wrong = [text for text, mention in annotations if mention_at(text, mention) != mention.findtext("text")]
    assert len(wrong) == 3  # of a mention in two pieces one letter is missing in the collection itself


def mention_at(text: str, annotation: etree._Element) -> str:
    """Some mentions are in pieces."""
    places = [(int(place.get("offset")), int(place.get("length"))) for place in annotation.iter("location")]
    return " ".join(text[start : start + length] for start, length in places)
