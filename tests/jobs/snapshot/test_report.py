import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from jobs.snapshot.report import past_records, report, report_path, write_report
from tests.browser import Browser
from tests.outline import Outline
from tests.snapshot_records import RECORD, snapshot_record
from transforms.snapshots.snapshot_record import Breach, LabelFacts
from transforms.storage import write_json, write_text
from transforms.writing.mentions import Mention

HELD = replace(RECORD, published=False, breaches=(Breach("no document lost", "10.0% are gone: a<b", ("d7", "d8")),))
outline_of = partial(Outline, void={"meta", "br"}, fetching={"script", "link", "img", "iframe"})


def test_a_page_is_whole_and_fetches_nothing():
    outline = outline_of(report(RECORD, [RECORD]))
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
    assert "Published by force" in report(replace(HELD, published=True, forced=True), [])


def test_changes_are_those_since_the_last_published_snapshot():
    old = replace(RECORD, labels={"Chemical": LabelFacts(2_000, 0.9)})
    assert "+1,000" in report(RECORD, [old, HELD])


def test_only_ten_earlier_snapshots_are_shown():
    old = replace(RECORD, snapshot_id="2026-11-21T030000.000000Z-000000")
    assert report(RECORD, [old] * 30).count('<th scope="row">2026-11-21 03:00</th>') == 10


def test_past_records_are_in_the_order_of_their_ids(tmp_path):
    for name in ("2026-02", "2026-01"):
        write_json(f"{tmp_path}/reports/{name}.json", snapshot_record(name))
    write_text(f"{tmp_path}/reports/2026-01.html", "a page")
    assert [record.snapshot_id for record in past_records(str(tmp_path))] == ["2026-01", "2026-02"]


def test_a_report_is_a_page_and_its_record(tmp_path):
    write_report(str(tmp_path), RECORD, [])
    assert Path(report_path(str(tmp_path), RECORD.snapshot_id)).is_file()
    assert sorted(path.suffix for path in (tmp_path / "reports").iterdir()) == [".html", ".json"]


@pytest.fixture
def opened(tmp_path):
    """Opens a report with rows of everything at a width."""
    if not shutil.which("chromium"):
        pytest.skip("needs chromium")
    long = Mention("Chemical", "N-(4-hydroxyphenyl)-retinamide" * 3, 7)
    (tmp_path / "report.html").write_text(report(replace(HELD, lost=(long,)), [RECORD] * 10))
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
