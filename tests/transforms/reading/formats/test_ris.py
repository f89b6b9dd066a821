import pytest

from transforms.records import Section


def test_titles_and_abstracts(read, miniature):
    first, second = read(miniature("citations.ris"), "export.txt")
    assert (first.doc_id, first.sections[0]) == ("10.0000/made.up.801", Section("title", 0, 26))
    assert first.text == (
        "Lithium and hypothyroidism Lithium carbonate caused hypothyroidism in 2 patients. It was stopped."
    )
    assert (second.doc_id, second.text) == ("made-up-802", "On β-blockers Propranolol may provoke asthma.")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("TY  - JOUR\nTI  - No id.\nER  - ", "missing_id"),
        ("TY  - JOUR\nID  - 2\nER  - ", "missing_text"),
        ("TY  - JOUR\nID  - 2\nTI  - Never ends.", "malformed_ris"),
        ("ID  - 2\nTI  - Never begins.\nER  - ", "malformed_ris"),
        ("TY  - JOUR\nID  - 2\nTI  - caf\udce9\nER  - ", "invalid_utf8"),
        ("TY  - JOUR\nID  - 1\nTI  - The same id.\nER  - ", "duplicate_id"),
    ],
)
def test_a_bad_record_leaves_its_neighbours(read, record, reason):
    whole = "TY  - JOUR\nID  - {0}\nTI  - {0}.\nER  - \n"
    data = f"{whole.format(1)}{record}\n{whole.format(3)}".encode("utf-8", "surrogateescape")
    first, bad, last = read(data, "a.ris")
    assert (first.text, bad.reason, last.text) == ("1.", reason, "3.")


def test_lines_of_a_provider_and_numbers_between_records_are_passed_over(read):
    first, second = (f"{name}.\nTY  - JOUR\nID  - {name}\nTI  - One.\nER  -\n\n" for name in "12")
    records = read(f"Provider: Made Up\nDatabase: X\n\n{first}{second}".encode(), "a")
    assert [record.doc_id for record in records] == ["1", "2"]


def test_blank_lines_in_an_abstract_do_not_end_the_record(read):
    (document,) = read(b"TY  - JOUR\nID  - 1\nAB  - One.\n\nTwo.\nER  - \n", "a.ris")
    assert document.text == "One. Two."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks(read, miniature, end, mark):
    data = (mark + miniature("citations.ris").decode().replace("\n", end)).encode()
    assert len(read(data, "a")) == 2
