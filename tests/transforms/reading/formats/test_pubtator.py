import gzip
import re

import pytest

from transforms.reading.record import ReadOptions
from transforms.records import Section


def test_title_one_space_abstract(read, miniature):
    first, second = read(miniature("abstracts.pubtator"))
    assert first.text == "Naproxen and ulcers. Naproxen caused gastric ulcers in mice."
    assert first.text[37:51] == "gastric ulcers"
    assert first.sections == (Section("title", 0, 20), Section("abstract", 21, 60))
    assert (second.doc_id, second.text) == ("90000502", "A title alone.")


def test_abstract_keeps_its_place_behind_an_empty_title(read):
    (document,) = read(b"7|t|\n7|a|Aspirin.\n", format="pubtator")
    assert (document.text, document.sections) == (" Aspirin.", (Section("abstract", 1, 9),))


def test_records_without_blank_lines_between(read):
    assert [document.doc_id for document in read(b"7|t|One.\n7|a|Two.\n8|t|Three.\n")] == ["7", "8"]


def test_bars_and_line_separators_are_text(read):
    (document,) = read("7|t|A|a|B\u2028C \x85\r\n7|a|D \r\n".encode())
    assert document.text == "A|a|B\u2028C \x85 D "


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"8|a|An abstract alone.\n", "malformed_pubtator"),
        (b"8|t|One.\n9|a|Two.\n", "missing_id"),
        (b"|t|One.\n|a|Two.\n", "missing_id"),
        (b"8|t|One.\nand a line of text\n", "malformed_pubtator"),
        (b"8\t0\t3\tOne\tChemical\n", "malformed_pubtator"),
        (b"8|t|caf\xe9\n", "invalid_utf8"),
        (b"7|t|The same id.\n", "duplicate_id"),
    ],
)
def test_a_bad_record_leaves_its_neighbours(read, record, reason):
    first, bad, last = read(b"7|t|One.\n\n" + record + b"\n10|t|Ten.\n")
    assert (first.text, bad.reason, last.text) == ("One.", reason, "Ten.")
    assert bad.source.endswith("#2")


def test_too_large(read):
    good, bad = read(b"7|t|One.\n\n8|t|" + b"x" * 200_000, options=ReadOptions(max_document_characters=1000))
    assert (good.doc_id, bad.reason) == ("7", "too_large")


@pytest.mark.parametrize("name", ["CDR_TrainingSet", "CDR_DevelopmentSet"])
def test_all_mentions_of_bc5cdr_slice_right(read, shared, name):
    data = shared(f"bc5cdr/{name}.PubTator.txt.gz").read_bytes()
    texts = {document.doc_id: document.text for document in read(data)}
    mentions = re.findall(r"^(\d+)\t(\d+)\t(\d+)\t([^\t]+)\t", gzip.decompress(data).decode(), re.MULTILINE)
    assert len(texts) == 500
    assert len(mentions) == {"CDR_TrainingSet": 9385, "CDR_DevelopmentSet": 9591}[name]
    assert all(texts[doc_id][int(start) : int(end)] == mention for doc_id, start, end, mention in mentions)
