import pytest
import seqeval.metrics

from ner_model.tags import spans_from_tags
from training.corpora.gold import Mention
from training.measuring.metrics import (
    Scores,
    calibration_error,
    entity_scores,
    scores_by_label,
    tag_pairs,
    token_scores,
    token_tags,
)

GOLD = [
    ["B-Chemical", "I-Chemical", "O", "B-Disease", "O", "B-Chemical"],
    ["O", "B-Disease", "I-Disease", "B-Disease"],
    ["O", "O"],
]
GIVEN = [
    ["B-Chemical", "I-Chemical", "O", "B-Chemical", "O", "O"],
    ["O", "B-Disease", "I-Disease", "I-Disease"],
    ["I-Disease", "O"],
]


def mentions(sentences):
    return [[Mention(*span) for span in spans_from_tags(tags)] for tags in sentences]


def test_exact_match_counts_what_seqeval_counts():
    scores = entity_scores(mentions(GOLD), mentions(GIVEN))
    assert scores.precision == seqeval.metrics.precision_score(GOLD, GIVEN) == pytest.approx(1 / 4)
    assert scores.recall == seqeval.metrics.recall_score(GOLD, GIVEN) == pytest.approx(1 / 5)
    assert scores.f1 == pytest.approx(seqeval.metrics.f1_score(GOLD, GIVEN))
    assert scores.support == 5


def test_labels_count_what_seqeval_counts():
    report = seqeval.metrics.classification_report(GOLD, GIVEN, output_dict=True, zero_division=0)
    for label, scores in scores_by_label(mentions(GOLD), mentions(GIVEN)).items():
        assert scores.f1 == pytest.approx(report[label]["f1-score"])
        assert scores.support == report[label]["support"]


def test_a_boundary_off_by_one_is_wrong():
    assert entity_scores([[Mention(0, 5, "geo")]], [[Mention(0, 4, "geo")]]) == Scores(0.0, 0.0, 0.0, 1)


def test_the_same_place_in_another_document_is_another_mention():
    assert entity_scores([[Mention(0, 4, "geo")], []], [[], [Mention(0, 4, "geo")]]).f1 == 0.0


def test_a_mention_annotated_twice_counts_once():
    assert entity_scores([[Mention(0, 4, "geo")] * 2], [[Mention(0, 4, "geo")]]) == Scores(1.0, 1.0, 1.0, 1)


def test_nothing_expected_and_nothing_found_scores_zero():
    assert entity_scores([[]], [[]]) == Scores(0.0, 0.0, 0.0, 0)


def test_a_label_that_is_only_predicted_is_listed_without_support():
    assert scores_by_label([[]], [[Mention(0, 4, "geo")]]) == {"geo": Scores(0.0, 0.0, 0.0, 0)}


def test_a_word_that_a_mention_holds_in_part_belongs_to_it():
    # words:  Anglo-Dutch  firm
    assert token_tags([(0, 11), (12, 16)], [Mention(6, 11, "gpe")]) == ["B-gpe", "O"]


def test_adjacent_mentions_begin_anew():
    assert token_tags([(0, 4), (5, 8)], [Mention(0, 4, "geo"), Mention(5, 8, "geo")]) == ["B-geo", "B-geo"]


def test_of_two_mentions_in_a_word_the_first_gives_the_tag():
    assert token_tags([(0, 8), (9, 12)], [Mention(0, 4, "geo"), Mention(5, 12, "org")]) == ["B-geo", "B-org"]


def test_no_mentions_leave_all_tokens_outside():
    assert token_tags([(0, 4), (5, 8)], []) == ["O", "O"]


def test_padding_flatters():
    scores = token_scores([["B-geo", "O"]], [["O", "O"]])
    assert scores.accuracy == 0.5
    assert scores.padded_accuracy == 74 / 75


def test_what_lies_beyond_the_padded_length_was_never_counted():
    scores = token_scores([["O"] * 75 + ["B-geo"]], [["O"] * 76])
    assert scores.accuracy == 75 / 76
    assert scores.padded_accuracy == 1.0


def test_token_f1_is_that_of_scikit_learn():
    from sklearn.metrics import f1_score

    gold, given = ([tag for tags in sentences for tag in tags] for sentences in (GOLD, GIVEN))
    scores = token_scores(GOLD, GIVEN)
    entity_tags = ["B-Chemical", "I-Chemical", "B-Disease", "I-Disease"]
    assert scores.entities_f1 == pytest.approx(f1_score(gold, given, labels=entity_tags, average="micro"))
    assert scores.weighted_f1 == pytest.approx(f1_score(gold, given, average="weighted"))


def test_pairs_of_tags_are_counted():
    assert tag_pairs([["B-geo", "O"], ["O"]], [["O", "O"], ["O"]]) == {("B-geo", "O"): 1, ("O", "O"): 2}


def test_sentences_of_other_lengths_are_refused():
    with pytest.raises(ValueError, match="zip"):
        tag_pairs([["O", "O"]], [["O"]])


def test_scores_that_are_the_share_of_right_spans_are_calibrated():
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0.0


def test_overconfidence_in_one_bin_does_not_make_up_for_doubt_in_another():
    assert calibration_error([1.0, 0.0], [False, True]) == 1.0


def test_no_spans_have_no_calibration_error():
    assert calibration_error([], []) == 0.0
