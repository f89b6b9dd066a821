from dataclasses import replace

from jobs.snapshot.report_page import page
from tests.snapshot_records import EXAMPLE
from transforms.snapshots.facts import Mark
from transforms.writing.mentions import Mention

KINDS = ("gained", "lost", "changed")


def comparison(labels=(), mentions=(), examples=()):
    return page(
        "comparison.html",
        labels=list(labels),
        mentions=dict.fromkeys(KINDS, mentions),
        examples=dict.fromkeys(KINDS, examples),
    )


def test_text_is_escaped_wherever_it_is_shown():
    text = comparison([["a<b", "1", "2", "3", "4"]], [Mention("<i>", "<b>", 1200)])
    assert '<th scope="row">a&lt;b</th><td>1</td>' in text
    assert '<th scope="row">&lt;b&gt;</th><td>&lt;i&gt;</td><td>1,200</td>' in text


def test_a_table_without_rows_is_a_sentence():
    assert "<p>Lost mentions: none.</p>" in comparison()


def test_a_table_is_reached_by_keyboard_and_has_a_name():
    text = comparison([["a", "1", "2", "3", "4"]])
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Entities by label">' in text


def test_a_page_links_to_its_sections():
    text = comparison()
    assert '<a href="#labels">labels</a>' in text
    assert '<section id="labels" aria-labelledby="labels-h"><h2 id="labels-h">By label</h2>' in text
    assert "<title>Comparison</title>" in text


def test_entities_are_marked_where_they_stand():
    example = replace(EXAMPLE, doc_id="d<1", sentence="Zinc & x.", entities=(Mark(0, 4, "Chemical"),))
    shown = '<p class="sentence"><mark>Zinc <small>Chemical</small></mark> &amp; x. <cite>d&lt;1</cite></p>'
    assert shown in comparison(examples=[example])
