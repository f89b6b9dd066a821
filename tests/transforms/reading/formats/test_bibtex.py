import time

import pytest


def test_titles_and_abstracts(read, miniature):
    first, second = read(miniature("citations.bib"), "library.txt")
    assert (first.doc_id, first.source[-2:]) == ("miller2024", "#1")
    assert first.text == ("Aspirin and asthma: Café au lait, β-blockers Aspirin may provoke asthma in 3% of patients.")
    assert (second.doc_id, second.text) == ("10.0000/made.up.902", "Heparin and bleeding")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("@article{b, title = {never closed", "malformed_bibtex"),
        ("@article{b, title = {Two}, nothing}", "malformed_bibtex"),
        ("@article{, title = {Two}}", "missing_id"),
        ("@article{b, year = 2024}", "missing_text"),
        ("@article{b, title = {caf\udce9}}", "invalid_utf8"),
        ("@article{a, title = {The same key}}", "duplicate_id"),
    ],
)
def test_a_bad_entry_leaves_its_neighbours(read, entry, reason):
    data = f"@article{{a, title = {{One}}}}\n{entry}\n@article{{c, title = {{Three}}}}\n"
    first, bad, last = read(data.encode("utf-8", "surrogateescape"), "a.bib")
    assert (first.text, bad.reason, last.text) == ("One", reason, "Three")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("@ARTICLE { k , TITLE = {Upper case} , }", "Upper case"),
        ("@article(k, title = {In (round) brackets})", "In (round) brackets"),
        ('@article{k, title = "Quotes {"} and {braces}"}', 'Quotes " and braces'),
        ('@article{k, title = "A" # macro # {B}}', "AmacroB"),
        ("@article{k, title = {A, b = c}, abstract = {x @ y}}", "A, b = c x @ y"),
        (r"@article{k, title = {A \} and \{ b}}", "A } and { b"),
        ("@article{k,title={Two\n\tlines}}", "Two lines"),
    ],
)
def test_ways_to_write_a_value(read, entry, text):
    assert [record.text for record in read(entry.encode(), "a.bib")] == [text]


def test_entries_of_one_line(read):
    records = read(b"@a{x, title={One}} @comment{y, title={No}} @a{z, title={Two}} text", "a.bib")
    assert [record.doc_id for record in records] == ["x", "z"]


def test_a_pmid_is_the_id(read):
    (document,) = read(b"@article{k, doi = {10.1/x}, pmid = {7}, title = {One}}")
    assert document.doc_id == "7"


@pytest.mark.parametrize("hostile", ["{" * 500_000, "\\" * 1_000_000, " " * 1_000_000, "x = {y}, " * 100_000 + "{"])
def test_an_entry_is_read_in_linear_time(read, hostile):
    began = time.process_time()
    read(f"@article{{a, title = {{One}}, abstract = {{{hostile}\n@article{{b, title = {{Two}}}}".encode(), "a.bib")
    assert time.process_time() - began < 5
