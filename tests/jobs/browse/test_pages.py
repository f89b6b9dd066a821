from jobs.browse.pages import Choices, document_page, problem_page, search_page, stretch_at
from jobs.browse.query import Query
from jobs.browse.search import find, find_document
from tests.jobs.browse.conftest import NASTY

CHOICES = Choices(["Name"], ["title"])


def test_nothing_is_taken_for_markup(browsed):
    query = Query(text='"><script>')
    page = search_page(browsed.state(), query, find(browsed, query), CHOICES)
    assert "<script>" not in page.replace('<script src="/browse.js" defer></script>', "")
    document = document_page(browsed.state(), find_document(browsed, "d2"), CHOICES, 0)
    assert NASTY not in document
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in document


def test_a_place_in_a_long_text_is_on_the_page_that_is_shown(browsed):
    document = find_document(browsed, "long")
    place = document.marks[20_000].start
    page = document_page(browsed.state(), document, CHOICES, place)
    assert f'id="c{place}"' in page
    assert len(page) < 3_000_000
    assert "Characters 200,000 to 300,000" in page


def test_a_text_is_shown_in_parts_that_meet():
    assert [stretch_at(at, 250_000)[:2] for at in (0, 99_999, 100_000, 10**9)] == [
        (0, 100_000),
        (0, 100_000),
        (100_000, 200_000),
        (200_000, 250_000),
    ]
    assert stretch_at(0, 0) == (0, 0, None, None)


def test_a_problem_says_what_it_is():
    assert "No &lt;document&gt;" in problem_page(404, "No <document>")
