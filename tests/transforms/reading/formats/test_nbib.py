import pytest

from transforms.records import Section


def test_titles_and_abstracts_go_on_over_lines(read, miniature):
    first, second = read(miniature("citations.nbib"), "search.txt")
    assert first.doc_id == "90000701"
    assert first.text == (
        "Naproxen and gastric ulcers: a study that was made up for tests."
        " BACKGROUND: Naproxen is taken by many. RESULTS: It caused gastric ulcers in 3 of 40 mice."
    )
    assert first.sections == (Section("title", 0, 64), Section("abstract", 65, 154))
    assert (second.doc_id, second.text, second.source[-2:]) == ("90000702", "Title alone.", "#2")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("TI  - One.\nAB  - No id.", "missing_id"),
        ("PMID- 2\nDP  - 2024", "missing_text"),
        ("PMID- 2\nTI  - caf\udce9", "invalid_utf8"),
        ("PMID- 1\nTI  - The same id.", "duplicate_id"),
        ("no tags at all", "missing_id"),
    ],
)
def test_a_bad_record_leaves_its_neighbours(read, record, reason):
    data = f"PMID- 1\nTI  - One.\n\n{record}\n\nPMID- 3\nTI  - Three.\n".encode("utf-8", "surrogateescape")
    first, bad, last = read(data, "a.nbib")
    assert (first.text, bad.reason, last.text) == ("One.", reason, "Three.")


def test_a_citation_without_a_blank_line_before_it(read):
    assert [record.doc_id for record in read(b"PMID- 1\nTI  - One.\nPMID- 2\nTI  - Two.\n", "a.nbib")] == ["1", "2"]


@pytest.mark.parametrize(("line", "doc_id"), [("PMC - PMC7", "PMC7"), ("LID - S1 [pii]\nAID - 10.1/x [doi]", "10.1/x")])
def test_other_ids(read, line, doc_id):
    assert [record.doc_id for record in read(f"TI  - On rats.\n{line}\n".encode(), format="nbib")] == [doc_id]


def test_other_abstracts_and_titles(read):
    (document,) = read(b"PMID- 1\nTT  - Titre.\nAB  - Abstract.\nOAB - Resume.\nOAB - Short.\n", "a.nbib")
    assert document.text == "Titre. Abstract. Resume. Short."
    assert [section.name for section in document.sections] == ["title", "abstract", "other_abstract", "other_abstract"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(read, miniature, end):
    data = miniature("citations.nbib").decode().replace("\n", end).encode()
    assert [record.doc_id for record in read(data, "a")] == ["90000701", "90000702"]


def test_prose_is_no_citation(read):
    (document,) = read(b"BCL2- dependent cells die.\nPMID- 7 is the number of it.\n", "a.txt")
    assert document.doc_id == "a"
