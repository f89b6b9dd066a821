from functools import partial

import pytest

from jobs.report.page import MOST_BYTES, article_of, render, styles_of
from jobs.report.values import LabelSummary, Mark, Piece, Shown
from tests.jobs.report.pages import DOCUMENTS, HOSTILE, PAGE, shown
from tests.outline import Outline

outline_of = partial(Outline, void={"meta", "br", "input", "link", "rect", "path"}, fetching={"img", "iframe"})


@pytest.fixture(scope="module")
def page():
    return render(PAGE, DOCUMENTS)


def test_a_page_is_whole_and_fetches_nothing(page):
    outline = outline_of(page)
    assert (outline.open, outline.fetched) == ([], [])
    assert {link[1:] for link in outline.links - {"data:,"}} <= outline.ids


def test_what_is_shown_is_never_taken_for_markup(page):
    assert page.count("<script>") == page.count("</script>") == 1
    assert HOSTILE not in page
    assert "&lt;/script&gt;" in page


def test_an_entity_differs_by_more_than_its_colour():
    article = article_of(DOCUMENTS[0], styles_of(["Disease", "Chemical"]))
    assert (
        '<mark class="l1" title="Chemical 0.98" data-n="Chemical" data-s="0.980" data-o="0">'
        "Zinc<i> (Chemical)</i></mark> may" in article
    )
    assert '<mark class="l0 q" title="Disease 0.41"' in article


def test_a_part_of_a_long_document_says_which():
    document = Shown(
        "d1", "a#1", "why", [Piece("Zinc", Mark("Chemical", 0.9, 5_000, 5_004))], 5_000, 5_004, 1_000_000, 1
    )
    assert "Characters 5,000 to 5,004 of 1,000,000" in article_of(document, {"Chemical": 0})


def test_a_sample_is_said_to_be_one_and_all_documents_are_said_to_be_all(page):
    assert "A sample of 3 of 1,200 documents" in page
    assert "All 3 documents." in render(PAGE._replace(documents=3), DOCUMENTS)


def test_lower_bounds_are_said_to_be_such(page):
    assert "lower bounds" not in page
    assert "lower bounds" in render(PAGE._replace(exact=False), [])


def test_documents_are_left_out_before_the_page_is_too_large():
    text = "&" * 3_000
    documents = [shown(f"d{number}", text) for number in range(500)]
    page = render(PAGE, documents)
    assert 2_000_000 < len(page.encode()) < MOST_BYTES
    assert f"A sample of {page.count('<article')} of" in page


def test_a_run_that_found_nothing_has_a_page():
    empty = PAGE._replace(labels=(), mentions={}, documents=0, entities=0, letters=0, inputs=(), warnings=())
    page = render(empty, [])
    assert "No entities." in page
    assert "every record became a document" in page


def test_a_thousand_labels_have_room():
    labels = [LabelSummary(f"Label {number}", 1, 0.5, (1,) * 10) for number in range(1_000)]
    page = render(PAGE._replace(labels=labels, mentions={}), [])
    assert "960 more labels are rarer" in page
