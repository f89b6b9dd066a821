import numpy as np
import pytest

from ner_model.found_spans import FoundSpans
from ner_model.reranking.features import FEATURES, Seen, features_of, see, taught
from ner_model.reranking.keys import span_keys, word_keys
from ner_model.reranking.lexicon import Lexicon, find
from tests.ner_model.networks import words_of

WORDS = words_of(["acute", "renal", "failure", "(", "ARF", ")", "and", "Renal", "failures"])
TEXT = np.array([0, 9])


def spans_of(*spans: tuple[int, int, int, float]) -> FoundSpans:
    firsts, ends, labels, probabilities = (np.array(column) for column in zip(*spans, strict=True))
    return FoundSpans(np.zeros(len(firsts), np.int32), firsts, ends, labels, probabilities.astype(np.float32))


def key(*places: int) -> np.uint32:
    return span_keys(word_keys(WORDS), np.array([places[0]]), np.array([places[-1] + 1]))[0]


def word(place: int) -> np.uint32:
    return np.uint32(word_keys(WORDS)[place] >> np.uint64(32))


NOTHING = Lexicon(
    names=np.zeros(0, np.uint32),
    told=np.zeros(0, np.float32),
    annotated=np.zeros((0, 2), np.float32),
    words=np.zeros(0, np.uint32),
    edges=np.zeros((0, 2, 4), np.float32),
    listed=np.zeros(0, np.uint32),
    kinds=np.zeros(0, np.uint8),
)


def look(
    spans: FoundSpans, lexicon: Lexicon = NOTHING, labels: int = 2, bases: np.ndarray = TEXT
) -> list[dict[str, float]]:
    """The features of each span, by their names."""
    seen: Seen = see(spans, WORDS, bases, labels)
    rows = features_of(WORDS, seen, taught(seen, lexicon), lexicon)
    return [dict(zip(FEATURES, row, strict=True)) for row in rows.tolist()]


def test_a_span_is_seen_in_words_and_characters():
    (row,) = look(spans_of((0, 3, 1, 0.5)))
    assert (row["probability"], row["label"], row["tokens"]) == (0.5, 1, 3)
    assert row["characters"] == WORDS.ends[2] - WORDS.starts[0]


def test_rivals_are_the_likeliest_spans_that_overlap():
    rows = look(spans_of((0, 3, 0, 0.5), (1, 2, 1, 0.125), (1, 3, 0, 0.25), (2, 4, 0, 0.0625)))
    rivals = ("rival", "rival_of_other_label", "longer_rival", "shorter_rival")
    assert [tuple(row[name] for name in rivals) for row in rows] == [
        (0.25, 0.125, 0, 0.25),
        (0.5, 0.5, 0, 0),
        (0.5, 0.125, 0.5, 0),
        (0.5, 0, 0, 0),
    ]


def test_spans_of_labels_that_are_not_told_are_rivals_alone():
    (row,) = look(spans_of((1, 3, 0, 0.5), (1, 3, 1, 0.25)), labels=1)
    assert row["rival_of_other_label"] == 0.25


def test_what_is_written_alike_in_the_same_text_repeats_but_for_itself():
    rows = look(spans_of((1, 3, 0, 0.5), (4, 5, 0, 1), (7, 9, 0, 0.25)))
    repeats = ("repeats", "mean_of_repeats", "most_of_repeats")
    assert [tuple(row[name] for name in repeats) for row in rows] == [(1, 0.25, 0.25), (0, -1, -1), (1, 0.5, 0.5)]


@pytest.mark.parametrize(
    "spans", [spans_of((1, 3, 0, 0.5), (7, 9, 1, 0.25)), spans_of((1, 3, 0, 0.5), (8, 9, 0, 0.25))]
)
def test_another_label_or_another_name_is_no_repeat(spans):
    assert [row["repeats"] for row in look(spans)] == [0, 0]


def test_other_texts_are_not_seen():
    apart = look(spans_of((1, 3, 0, 0.5), (4, 5, 0, 0.5), (7, 9, 0, 0.25)), bases=np.array([0, 4, 5, 9]))
    assert [row["repeats"] for row in apart] == [0, 0, 0]
    assert [row["is_in_brackets"] for row in apart] == [0, 0, 0]


def test_brackets_are_seen_on_either_side():
    assert [
        row["is_in_brackets"] for row in look(spans_of((2, 3, 0, 1), (4, 5, 0, 1), (4, 7, 0, 1), (6, 7, 0, 1)))
    ] == [0, 3, 1, 0]


def test_a_name_has_the_counts_of_its_label():
    lexicon = NOTHING._replace(
        names=np.array([key(1, 2)]), told=np.array([8], np.float32), annotated=np.array([[1, 5]], np.float32)
    )
    rows = look(spans_of((1, 3, 0, 0.5), (4, 5, 0, 0.5), (7, 9, 1, 0.5)), lexicon)
    assert [(row["annotated"], row["told"]) for row in rows] == [(1, 8), (0, 0), (5, 8)]
    assert [row["share_annotated"] for row in rows] == pytest.approx([1.3 / 8.6, 0.5, 5.3 / 8.6])


def test_words_at_the_edges_tell_how_often_they_are_left_out():
    edges = np.zeros((2, 2, 4), np.float32)
    edges[0, 0] = [6, 1, 0, 0]  # "acute" stood before mentions six times, and was their first word once
    edges[1, 0] = [0, 0, 3, 0]  # "failure" was the last word three times
    pairs = sorted(zip([int(word(0)), int(word(2))], edges, strict=True), key=lambda pair: pair[0])
    lexicon = NOTHING._replace(
        words=np.array([first for first, _ in pairs], np.uint32), edges=np.stack([second for _, second in pairs])
    )
    inner, outer, single = look(spans_of((0, 3, 0, 0.5), (1, 3, 0, 0.5), (1, 2, 0, 0.5)), lexicon)[::1]
    assert inner["share_first"] == pytest.approx(6.5 / 8)
    assert outer["share_before"] == pytest.approx(6.5 / 8)
    assert (outer["before"], outer["share_last"]) == (7, pytest.approx(0.5 / 4))
    assert (single["share_first"], single["share_last"]) == (-1, -1)
    assert (single["after"], single["share_after"]) == (3, pytest.approx(0.5 / 4))


def test_dictionaries_tell_the_kinds_of_a_name():
    lexicon = NOTHING._replace(listed=np.array([key(1, 2)]), kinds=np.array([0b1010], np.uint8))
    known, unknown = look(spans_of((1, 3, 0, 0.5), (4, 5, 0, 0.5)), lexicon)
    assert [known[f"in_dictionary_{kind}"] for kind in range(4)] == [0, 1, 0, 1]
    assert [unknown[f"in_dictionary_{kind}"] for kind in range(4)] == [0, 0, 0, 0]


def test_of_a_text_the_share_of_other_labels_and_of_known_names_is_told():
    lexicon = NOTHING._replace(
        names=np.array([key(1, 2)]), told=np.array([2], np.float32), annotated=np.zeros((1, 2), np.float32)
    )
    spans = spans_of((1, 3, 0, 0.5), (4, 5, 0, 0.25), (4, 5, 2, 0.25), (7, 9, 0, 0.5))
    rows = look(spans, lexicon, bases=np.array([0, 6, 9]))
    assert [row["others_in_text"] for row in rows] == [0.25, 0.25, 0]
    assert [row["known_in_text"] for row in rows] == [0.5, 0.5, 1]


def test_without_spans_there_are_no_features():
    nothing = FoundSpans(*(column[:0] for column in spans_of((0, 1, 0, 0.5))))
    assert look(nothing) == []


def test_keys_are_found_by_their_values():
    keys = np.array([3, 7, 2**32 - 1], np.uint32)
    wanted = np.array([7, 2**32 - 1, 0, 4], np.uint32)
    assert find(keys, wanted, np.array([1, 2, 3])).tolist() == [2, 3, 0, 0]
