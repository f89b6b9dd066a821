import os
import shutil
from pathlib import Path

import pytest

from jobs.report.letters import reasons_of
from jobs.report.page import render
from jobs.report.values import ShownLetter
from jobs.report.write_page import try_page_of_run
from tests.browser import Browser
from tests.committed import commit
from tests.jobs.report.pages import DOCUMENTS, HOSTILE, PAGE, RIGHT_TO_LEFT

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = os.environ.get("SCREENSHOTS")  # a folder to look into
LETTER = ShownLetter("/corpus/b.jsonl", "7", "d7", "read", "bad_json", HOSTILE, HOSTILE, "mend the record")


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    reasons = reasons_of({"read/bad_json": 2, "tag/tagger_failed": 1})
    path.write_text(render(PAGE._replace(reasons=reasons, shown_letters=[LETTER]), DOCUMENTS), encoding="utf-8")
    return f"file://{path}"


@pytest.fixture(scope="module")
def run_url(tmp_path_factory):
    """The page of a run over texts that would like to be more than text, one of them of a million characters."""
    output = tmp_path_factory.mktemp("run")
    texts = {HOSTILE: HOSTILE, "rtl": RIGHT_TO_LEFT.replace("\0", ""), "long": "Zinc \u05d0 & < " * 80_000, "none": ""}
    letters = [{"source": f"/c/{HOSTILE}#1", "detail": HOSTILE, "record": "<b>" * 300, "doc_id": HOSTILE}]
    commit(str(output), "R1", texts, letters, dead_letters_by_reason={"read/bad_json": 1}, command=HOSTILE)
    return f"file://{try_page_of_run(str(output), 'R1')}"


@pytest.fixture
def opened(url):
    """Opens the page at a width."""
    if not shutil.which("chromium"):
        pytest.skip("needs chromium")
    browsers = []

    def opened(width=1440, scheme="light", address=url):
        browsers.append(Browser(address, width, scheme))
        return browsers[-1]

    yield opened
    for browser in browsers:
        browser.close()


def shown_ids(page):
    return page.value("[...document.querySelectorAll('article:not([hidden]) h3')].map(each => each.textContent)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_fetched_nothing_fails_and_nothing_sticks_out(opened, url, width, scheme):
    page = opened(width, scheme)
    page.value("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.value("[innerWidth, document.documentElement.scrollWidth]") == [width, width]
    assert page.value("document.title") == "annotations, 2026-11-25 17:18 UTC – Report of a run"
    assert (page.errors, page.requests) == ([], [url, "data:,"][: len(page.requests)])
    if SCREENSHOTS:
        page.screenshot(Path(SCREENSHOTS) / f"page-{width}-{scheme}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_violation(opened, width, scheme):
    if not AXE.exists():
        pytest.skip("needs axe-core: npm install --prefix tests")
    page = opened(width, scheme)
    page.value("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.value("new Promise(done => setTimeout(done, 100))")  # tables are made when details have opened
    page.value(AXE.read_text(encoding="utf-8") + ";0")
    found = (
        "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html + n.failureSummary).slice(0, 3)]))"
    )
    assert page.value(found) == []


def test_hostile_texts_of_a_run_stay_texts(opened, run_url):
    page = opened(360, "light", run_url)
    assert (page.errors, page.requests) == ([], [run_url, "data:,"][: len(page.requests)])
    assert page.value("[innerWidth, document.documentElement.scrollWidth]") == [360, 360]
    assert page.value("[document.scripts.length, document.images.length]") == [1, 0]
    assert sorted(shown_ids(page)) == sorted([HOSTILE, "long", "none", "rtl"])
    assert page.value("document.documentElement.outerHTML.length") < 100_000


def test_documents_are_filtered_by_text(opened):
    page = opened()
    page.value(
        "form = document.getElementById('filter'); form.text.value = 'RASH'; form.dispatchEvent(new Event('input'))"
    )
    assert shown_ids(page) == ["d1"]
    assert page.value("document.querySelector('[role=status]').textContent") == "1 of 3 documents, 2 entities"
    assert page.value("CSS.highlights.get('hits').size") == 1


def test_documents_are_filtered_by_score(opened):
    page = opened()
    page.value(
        "form = document.getElementById('filter'); form.to.value = '0.6'; form.dispatchEvent(new Event('input'))"
    )
    assert shown_ids(page) == ["d1"]
    assert page.value("[...document.querySelectorAll('mark:not(.off)')].map(each => each.dataset.n)") == ["Disease"]


def test_documents_are_filtered_by_label_and_reset(opened):
    page = opened()
    page.value("document.querySelector('[value=Chemical]').click()")
    assert len(shown_ids(page)) == 2
    page.value("document.querySelector('[type=reset]').click(); new Promise(done => setTimeout(done, 50))")
    assert len(shown_ids(page)) == 3


def test_a_mention_leads_to_its_documents(opened):
    page = opened()
    assert page.value("[...document.querySelectorAll('.find button')].map(each => each.textContent)") == ["Zinc"]
    page.value("document.querySelector('.find button').click()")
    assert shown_ids(page) == ["d1"]
    assert page.value("document.activeElement.name") == "text"


def test_entities_are_a_table_with_their_places_in_code_points(opened):
    page = opened()
    page.value("each = document.querySelectorAll('article')[2].querySelector('details'); each.open = true")
    page.value("new Promise(done => setTimeout(done, 100))")
    rows = page.value(
        "[...each.querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent))"
    )
    assert rows == [["Lithium", "Chemical", "0.90", "1", "8", "–"], ["tremor", "Disease", "0.95", "24", "30", "–"]]


def test_the_filter_is_reached_and_used_by_keyboard(opened):
    page = opened()
    page.press("Tab")
    page.press("Enter")  # skips to the documents
    page.press("Tab")
    assert page.value("document.activeElement.name") == "text"
    page.press("Tab")
    page.press("ArrowRight")
    assert page.value("document.activeElement.value") == "0.01"
    assert page.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
