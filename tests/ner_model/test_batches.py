import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ner_model.batches import CONTEXT, CORE, pack, positions, windows_of

LENGTHS = st.lists(st.integers(1, 2000), min_size=1, max_size=30).map(np.array)


@given(LENGTHS)
def test_windows_keep_each_token_once(lengths):
    ends = np.cumsum(lengths)
    windows = windows_of(ends - lengths, ends)
    kept = np.zeros(ends[-1], int)
    for first, end in zip(windows.keeps_from, windows.keeps_to, strict=True):
        kept[first:end] += 1
    assert (kept == 1).all()


@given(LENGTHS)
def test_kept_tokens_have_context_unless_their_sentence_ends(lengths):
    ends = np.cumsum(lengths)
    windows = windows_of(ends - lengths, ends)
    sentence = np.searchsorted(ends, windows.keeps_from, side="right")
    assert (windows.starts == np.maximum(windows.keeps_from - CONTEXT, (ends - lengths)[sentence])).all()
    assert (windows.ends == np.minimum(windows.keeps_to + CONTEXT, ends[sentence])).all()
    assert (windows.ends - windows.starts <= CORE + 2 * CONTEXT).all()


@given(LENGTHS, st.integers(1, 5000))
def test_batches_hold_each_sequence_once_longest_first(lengths, padded_tokens):
    batches = list(pack(lengths, padded_tokens))
    order = np.concatenate(batches)
    assert sorted(order) == list(range(len(lengths)))
    assert (np.diff(lengths[order]) <= 0).all()


@given(LENGTHS, st.integers(1, 5000))
def test_batches_stay_within_their_tokens_unless_one_sequence_is_longer(lengths, padded_tokens):
    for batch in pack(lengths, padded_tokens):
        assert len(batch) == 1 or len(batch) * lengths[batch].max() <= padded_tokens


def test_positions_mark_what_is_no_token():
    at, is_token = positions(np.array([4, 0]), np.array([3, 1]))
    assert at.tolist() == [[4, 0], [5, 1], [6, 2]]
    assert is_token.tolist() == [[True, True], [True, False], [True, False]]
