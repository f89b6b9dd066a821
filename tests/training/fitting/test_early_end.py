import keras
import pytest

from training.fitting.early_end import gave_up, keep_if_best, restore_best, time_left


@pytest.fixture
def history(tmp_path):
    def write(*scores):
        (tmp_path / "history.csv").write_text("epoch,f1\n" + "".join(f"1,{score}\n" for score in scores))
        return tmp_path

    return write


def test_a_run_gives_up_when_the_best_epoch_is_long_ago(history):
    folder = history(0.2, 0.5, 0.4, 0.5, 0.3)
    assert gave_up(folder, 3)
    assert not gave_up(folder, 4)


def test_without_patience_or_scores_a_run_never_gives_up(history, tmp_path):
    assert not gave_up(history(0.5, 0.4), 0)
    assert not gave_up(history("", ""), 1)
    assert not gave_up(tmp_path / "absent", 1)


def test_the_best_epoch_is_what_remains(history):
    variable = keras.Variable(1.0)
    keep_if_best(history(0.5), 2, [variable])
    variable.assign(2.0)
    keep_if_best(history(0.5, 0.4), 2, [variable])
    restore_best(history(0.5, 0.4), [variable])
    assert float(variable.numpy()) == 1.0


def test_without_a_best_epoch_all_stays(tmp_path):
    variable = keras.Variable(1.0)
    restore_best(tmp_path, [variable])
    assert float(variable.numpy()) == 1.0


@pytest.mark.parametrize(("seconds", "text"), [(20, "80 s"), (60, "4 min")])
def test_time_left_is_told_in_what_one_can_imagine(seconds, text):
    assert time_left(0.0, 1, 4, now=seconds) == text
