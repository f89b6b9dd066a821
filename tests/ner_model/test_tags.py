import pytest

from ner_model.tags import Span, allowed_starts, allowed_transitions, spans_from_tags, tags_from_spans, tags_of


def test_the_order_of_the_labels_is_the_order_of_the_tags():
    assert tags_of(["tim", "geo"]) == ["O", "B-tim", "I-tim", "B-geo", "I-geo"]


def test_no_labels_leave_the_outside_tag():
    assert tags_of([]) == ["O"]


def test_adjacent_chemicals_stay_apart():
    words = ["sodium", "chloride", "potassium", "given"]
    bio = ["B-Chemical", "I-Chemical", "B-Chemical", "O"]
    spans = [Span(0, 2, "Chemical"), Span(2, 3, "Chemical")]
    assert tags_from_spans(spans, len(words)) == bio
    assert spans_from_tags(bio) == spans


def test_spans_may_come_in_any_order():
    spans = [Span(2, 3, "Disease"), Span(0, 1, "Chemical")]
    assert tags_from_spans(spans, 3) == ["B-Chemical", "O", "B-Disease"]


def test_overlapping_spans_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        tags_from_spans([Span(0, 2, "Chemical"), Span(1, 3, "Disease")], 3)


@pytest.mark.parametrize("span", [Span(1, 1, "geo"), Span(2, 4, "geo"), Span(-1, 1, "geo")])
def test_a_span_outside_of_the_tokens_is_refused(span):
    with pytest.raises(ValueError, match=r"Received: Span\("):
        tags_from_spans([span], 3)


def test_an_inside_tag_after_outside_begins_a_span():
    assert spans_from_tags(["O", "I-per", "I-per"]) == [Span(1, 3, "per")]


def test_an_inside_tag_of_another_label_begins_a_span():
    assert spans_from_tags(["B-per", "I-org", "I-org"]) == [Span(0, 1, "per"), Span(1, 3, "org")]


def test_a_span_reaches_the_last_token():
    assert spans_from_tags(["O", "B-eve", "I-eve"]) == [Span(1, 3, "eve")]


def test_labels_may_hold_hyphens():
    assert spans_from_tags(["B-Gene-or-gene-product", "I-Gene-or-gene-product"]) == [Span(0, 2, "Gene-or-gene-product")]


def test_no_tags_hold_no_spans():
    assert spans_from_tags([]) == []


def test_a_sentence_does_not_begin_inside_a_span():
    assert allowed_starts(tags_of(["geo", "per"])).tolist() == [True, True, False, True, False]


def test_an_inside_tag_follows_its_own_label_only():
    allowed = allowed_transitions(tags_of(["geo", "per"]))
    assert allowed.astype(int).tolist() == [
        # O B-geo I-geo B-per I-per
        [1, 1, 0, 1, 0],  # after O
        [1, 1, 1, 1, 0],  # after B-geo
        [1, 1, 1, 1, 0],  # after I-geo
        [1, 1, 0, 1, 1],  # after B-per
        [1, 1, 0, 1, 1],  # after I-per
    ]
