from jobs.snapshot.report_page import Html, bar, page, section, sentence, table


def test_text_is_escaped_and_html_is_not():
    assert '<th scope="row">a&lt;b</th><td><i>c</i></td>' in table("t", ["x", "y"], [["a<b", Html("<i>c</i>")]])


def test_a_column_without_a_name_has_no_head():
    assert table("t", ["x", ""], [["a", "b"]]).count('<th scope="col">') == 1


def test_a_table_without_rows_is_a_sentence():
    assert table("Lost", ["x"], []) == "<p>Lost: none.</p>"


def test_a_table_is_reached_by_keyboard_and_has_a_name():
    assert '<div class="scroll" tabindex="0" role="region" aria-label="T &amp; t">' in table("T & t", ["x"], [["a"]])


def test_a_page_links_to_its_sections():
    whole = page("A < B", [section("dead-letters", "Dead letters", Html("<p>None.</p>"))])
    assert '<a href="#dead-letters">dead letters</a>' in whole
    assert '<section id="dead-letters" aria-labelledby="dead-letters-h"><h2 id="dead-letters-h">' in whole
    assert "<title>A &lt; B</title>" in whole


def test_a_bar_is_no_longer_than_the_longest():
    assert ["width:50%" in bar(3, 6), "width:100%" in bar(6, 6), "width:0%" in bar(0, 0)] == [True] * 3


def test_entities_are_marked_where_they_stand():
    shown = sentence({"doc_id": "d<1", "sentence": "Zinc & x.", "entities": [[0, 4, "Chemical"]]})
    assert shown == ("<p class='sentence'><mark>Zinc <small>Chemical</small></mark> &amp; x. <cite>d&lt;1</cite></p>")
