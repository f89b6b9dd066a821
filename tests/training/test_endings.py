import pytest

from ner_model.errors import Refused
from training.endings import exit_with_line


@pytest.mark.parametrize("error", [Refused("no dev part", "mine/", 0), FileNotFoundError("mine/ is not there")])
def test_what_is_refused_ends_in_a_line(capsys, error):
    with pytest.raises(SystemExit) as ended, exit_with_line("train"):
        raise error
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"train: {error}\n"


def test_other_errors_go_on():
    with pytest.raises(ZeroDivisionError), exit_with_line("train"):
        raise ZeroDivisionError
