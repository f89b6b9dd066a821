import time

import pytest
from lxml import etree

from transforms.reading.formats.xml import one_line, parse_xml, text_of
from transforms.reading.record import BadRecord, ReadOptions

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet [
<!ENTITY a "ha">%s
<!ENTITY file SYSTEM "file:///etc/passwd">
<!ENTITY web SYSTEM "http://localhost:9/x">]>
<PubmedArticleSet>%s</PubmedArticleSet>"""
ENTITIES = b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 20))
CITATION = (
    b"<PubmedArticle><MedlineCitation><PMID>%d</PMID><Article><ArticleTitle>%s</ArticleTitle></Article>"
    b"</MedlineCitation></PubmedArticle>"
)


@pytest.mark.parametrize("entity", [b"a19", b"file", b"web"])
def test_entities_of_a_document_type_are_never_expanded(read, entity):
    bomb, harmless = read(BOMB % (ENTITIES, CITATION % (1, b"&%s;" % entity) + CITATION % (2, b"Two.")))
    assert (bomb.reason, harmless.text) == ("malformed_xml", "Two.")


def test_deep_nesting_is_refused():
    with pytest.raises(BadRecord, match="depth"):
        parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000, ReadOptions())


@pytest.mark.parametrize("flood", [b"<a/>" * 3_000_001, b"<a " + b"b=''" * 3_000_001 + b"/>"])
def test_floods_of_markup_are_refused(flood):
    with pytest.raises(BadRecord) as raised:
        parse_xml(b"<r>" + flood + b"</r>", ReadOptions())
    assert raised.value.reason == "too_large"


def test_prefixes_of_the_document_type():
    element = parse_xml(b'<p><mml:mi>x</mml:mi><a xlink:href="y">z</a></p>', ReadOptions())
    assert text_of(element) == "xz"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>a <b>b</b><!-- c --> d<?e f?></p>", "a b d"),
        ("<p><![CDATA[a < b]]> &amp; c</p>", "a < b & c"),
        ("<p>&#x1F600;e&#x301;&#160;</p>", "😀e\u0301\u00a0"),
        ("<p>  a  b </p>", "  a  b "),
    ],
)
def test_all_text_and_nothing_else(raw, text):
    assert text_of(parse_xml(raw.encode(), ReadOptions())) == text


def test_no_element_no_text():
    assert text_of(None) == ""


def test_line_breaks_are_layout():
    assert one_line("\n\t\ta\n\t\tb\r\nc \n") == "a b c"


def test_a_long_run_of_spaces_is_looked_at_once():
    assert one_line(f"a{' ' * 1_000_000}b{' ' * 1_000_000}\nc") == f"a{' ' * 1_000_000}b c"  # took hours


def test_text_is_that_of_lxml():
    raw = "<p>Ca<sup>2+</sup> in <i>E. <b>coli</b></i> &lt;5</p>"
    assert text_of(parse_xml(raw.encode(), ReadOptions())) == "".join(etree.fromstring(raw).itertext())


@pytest.mark.parametrize(
    "text", [" " * 200_000 + "words", ("\t " * 50_000 + "x") * 4, "\n" * 200_000 + " x", " \n" * 100_000]
)
def test_white_space_takes_linear_time(text):
    began = time.process_time()
    one_line("\n" + text)
    assert time.process_time() - began < 1
