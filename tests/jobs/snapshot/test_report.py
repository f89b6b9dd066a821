import shutil
from html.parser import HTMLParser

import pytest

from jobs.snapshot.report import report, write_report
from tests.browser import Browser

RECORD = {
    "snapshot_id": "2026-11-22T182859.267180Z-e48f0b",
    "published": True,
    "forced": False,
    "breaches": [],
    "documents": 1_200,
    "entities": 3_000,
    "added": 7,
    "changed": 2,
    "deleted": 1,
    "older": 3,
    "empty_texts": 0,
    "labels": {"Chemical": {"count": 3_000, "score": 0.912}},
    "score_tenths": [0] * 9 + [3_000],
    "mentions": [["Chemical", "zinc", 40]],
    "gained": [["Chemical", "<b>lead</b>", 4]],
    "lost": [],
    "examples": [{"doc_id": "d1", "sentence": "Zinc & lead.", "entities": [[0, 4, "Chemical"], [7, 11, "Chemical"]]}],
    "dead_letters_by_reason": {"read/bad_json": 3},
    "tokens_per_second": {"2026-11-22T182847.087099Z-84435a": 90_000},
}
HELD = RECORD | {
    "published": False,
    "breaches": [{"check": "no document lost", "text": "10.0% are gone: a<b", "examples": ["d7", "d8"]}],
}
VOID = {"meta", "br"}


class Outline(HTMLParser):
    """Notes what is open at the end, the ids, the links, and everything that would be fetched."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.fetched = [], set(), set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        self.ids.add(attributes.get("id"))
        if "href" in attributes:
            self.links.add(attributes["href"])
        if tag in {"script", "link", "img", "iframe"} or "src" in attributes:
            self.fetched.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_page_is_whole_and_fetches_nothing():
    outline = Outline(report(RECORD, [RECORD]))
    assert (outline.open, outline.fetched) == ([], [])
    assert {link[0] for link in outline.links} == {"#"}
    assert {link[1:] for link in outline.links} <= outline.ids


def test_what_was_found_is_marked_and_nothing_is_taken_for_markup():
    text = report(RECORD, [])
    assert "<mark>Zinc <small>Chemical</small></mark> &amp; <mark>lead <small>Chemical</small></mark>." in text
    assert "&lt;b&gt;lead&lt;/b&gt;" in text
    assert "3,000" in text


def test_a_held_snapshot_says_why_and_what_to_do():
    text = report(HELD, [RECORD])
    assert "Held: readers still see the last snapshot" in text
    assert "<strong>no document lost</strong>: 10.0% are gone: a&lt;b<br>For example: d7, d8" in text
    assert "<code>--force</code>" in text


def test_a_forced_one_says_so():
    assert "Published by force" in report(HELD | {"published": True, "forced": True}, [])


def test_changes_are_those_since_the_last_published_snapshot():
    old = RECORD | {"labels": {"Chemical": {"count": 2_000, "score": 0.9}}}
    assert "+1,000" in report(RECORD, [old, HELD])


def test_only_ten_earlier_snapshots_are_shown():
    old = RECORD | {"snapshot_id": "2026-11-21T030000.000000Z-000000"}
    assert report(RECORD, [old] * 30).count('<th scope="row">2026-11-21 03:00</th>') == 10


def test_a_report_is_a_page_and_its_record(tmp_path):
    path = write_report(str(tmp_path), RECORD, [])
    assert path == f"{tmp_path}/reports/{RECORD['snapshot_id']}.html"
    assert sorted(path.suffix for path in (tmp_path / "reports").iterdir()) == [".html", ".json"]


@pytest.fixture
def opened(tmp_path):
    """Opens a report with rows of everything at a width."""
    if not shutil.which("chromium"):
        pytest.skip("needs chromium")
    long = [["Chemical", "N-(4-hydroxyphenyl)-retinamide" * 3, 7]]
    (tmp_path / "report.html").write_text(report(HELD | {"lost": long}, [RECORD] * 10))
    browsers = []

    def opened(width):
        browsers.append(Browser(f"file://{tmp_path}/report.html", width))
        return browsers[-1]

    yield opened
    for browser in browsers:
        browser.close()


def test_a_phone_shows_it_without_scrolling_sideways_and_breaks_no_word(opened):
    phone = opened(390)
    assert phone.value("[innerWidth, document.documentElement.scrollWidth]") == [390, 390]
    heads = "[...document.querySelectorAll('thead th')].filter(head => head.clientWidth < head.scrollWidth).length"
    assert phone.value(heads) == 0
    lines = "Math.max(...[...document.querySelectorAll('thead')].map(head => head.clientHeight))"
    assert phone.value(lines) < 100  # pixels: three lines


def test_every_part_is_reached_and_moved_by_keyboard(opened):
    page, visited = opened(390), []
    for _ in range(40):
        page.press("Tab")
        visited.append(page.value("document.activeElement.getAttribute('href') || document.activeElement.ariaLabel"))
        if None in visited:
            break
    links = [visit for visit in visited if visit and visit.startswith("#")]
    assert links[:3] == ["#verdict", "#verdict", "#counts"]  # the first is that which skips to the verdict
    regions = page.value("[...document.querySelectorAll('[role=region]')].map(region => region.ariaLabel)")
    assert [visit for visit in visited if visit in regions] == regions


def test_a_link_followed_by_keyboard_leads_to_its_section(opened):
    page = opened(390)
    page.press("Tab")
    assert page.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(4):
        page.press("Tab")
    page.press("Enter")
    assert page.value("location.hash") == "#scores"
