from literature_tagger.highlights import Highlights


def row(text, word, label="Chemical"):
    start = text.index(word)
    return {"doc_id": "d1", "start": start, "end": start + len(word), "label": label, "text": word, "score": 0.5}


def test_labels_have_a_legend_and_the_same_style_in_the_text():
    text = "Zinc may cause rash."
    entities = [row(text, "Zinc"), row(text, "rash", "Disease")]
    html = Highlights.of_rows(entities, [{"doc_id": "d1", "source": "a#1", "text": text}])._repr_html_()
    assert '<span class="lt-chip l0">Chemical</span> <span class="lt-chip l1">Disease</span>' in html
    assert '<mark class="l0 q"' in html
    assert '<mark class="l1 q"' in html


def test_of_a_long_text_a_part_is_shown():
    text = "x" * 50_000 + " Zinc."
    html = Highlights.of_rows([row(text, "Zinc")], [{"doc_id": "d1", "source": "a#1", "text": text}])._repr_html_()
    assert len(html) < 10_000
    assert "of 50,006" in html
