import os
import shutil
import threading
from pathlib import Path

import pytest

from jobs.browse.corpus import Corpus
from jobs.browse.server import BrowseServer
from jobs.tag_corpus import main as tag
from ner_model import tagger
from tests import stub_tagger
from tests.browser import Browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = os.environ.get("SCREENSHOTS")  # a folder to look into
PAGES = {
    "search": "?text=a&min_score=0.2",
    "document": "document?id=90000001&at=0#c0",
    "nothing": "?text=qqq",
    "problem": "x",
}


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """The sample as the stub tags it."""
    if not shutil.which("chromium"):
        pytest.skip("needs chromium")
    output = str(tmp_path_factory.mktemp("out") / "annotations")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "load", stub_tagger.load)
        assert tag([f"--output={output}"]) == 0
    corpus = Corpus(output)
    with BrowseServer(corpus, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()
    corpus.close()


@pytest.fixture
def opened(url):
    browsers = []

    def opened(path="", width=1440, scheme="light"):
        browsers.append(Browser(url + path, width, scheme))
        return browsers[-1]

    yield opened
    for browser in browsers:
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_fails_or_comes_from_elsewhere_and_axe_finds_nothing(opened, url, name, width, scheme):
    page = opened(PAGES[name], width, scheme)
    assert page.value("[innerWidth, document.documentElement.scrollWidth]") == [width, width]
    if SCREENSHOTS:
        page.screenshot(Path(SCREENSHOTS) / f"browse-{name}-{width}-{scheme}.png")
    expected = 1 if name == "problem" else 0  # the browser says itself that a page is a 404
    assert len(page.errors) == expected
    assert [address for address in page.requests if not address.startswith((url, "data:,"))] == []
    if not AXE.exists():
        pytest.skip("needs axe-core: npm install --prefix tests")
    page.value(AXE.read_text(encoding="utf-8") + ";0")
    assert page.value("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.failureSummary)]))") == []


def test_a_search_needs_the_keyboard_alone(opened):
    page = opened()
    assert page.value("document.activeElement.name") == "text"
    page.value("document.activeElement.value = 'warfarin'")
    page.press("Enter")
    while "text=warfarin" not in page.value("location.href") or page.value("document.readyState") != "complete":
        pass
    assert page.value("document.querySelector('#found-h').textContent").endswith("entities")


def test_an_entity_leads_to_its_place_in_the_document(opened):
    page = opened("?document=90000001")
    page.value("document.querySelector('.entities a').click()")
    while page.value("document.readyState") != "complete" or not page.value(
        "document.querySelector('mark:target') !== null"
    ):
        pass
    assert page.value("document.querySelectorAll('mark').length") > 3


def test_the_search_is_copied_as_sql_and_as_python(opened):
    page = opened("?text=zinc")
    for name, begins in (("sql", "SELECT"), ("pandas", "import literature_tagger as lt")):
        page.value("window.got = ''; navigator.clipboard.writeText = async text => { window.got = text; }; 0")
        page.value(f"document.querySelector('[data-copy={name}]').click(); new Promise(done => setTimeout(done, 50))")
        assert page.value("window.got").startswith(begins)
        assert page.value("document.querySelector('#copied').textContent") == "Copied."
