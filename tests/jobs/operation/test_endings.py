import errno
from types import SimpleNamespace

import pytest

from jobs.operation.endings import before_work, exit_code_of
from ner_model.errors import Refused
from transforms.errors import Incomplete

FLAGS = SimpleNamespace(log_json=False, metrics_file=None)


def failing(error):
    def work():
        raise error

    return work


def test_work_that_ends_well_has_its_own_code():
    assert exit_code_of("tag_corpus", FLAGS, lambda: 3) == 3


def test_a_full_disk_is_one_line_and_a_metric(tmp_path, capsys):
    flags = SimpleNamespace(log_json=False, metrics_file=f"{tmp_path}/tag.prom")
    assert exit_code_of("tag_corpus", flags, failing(OSError(errno.ENOSPC, "No space left on device", "a"))) == 1
    assert capsys.readouterr().err == (
        "tag_corpus: No space left on device: a; what was published is whole, and the next run goes on from there\n"
    )
    assert 'exit_code{job="tag_corpus"} 1\n' in (tmp_path / "tag.prom").read_text()


def test_a_disk_too_full_for_metrics_too(tmp_path, capsys):
    flags = SimpleNamespace(log_json=True, metrics_file="/dev/full/tag.prom")
    assert exit_code_of("tag_corpus", flags, failing(OSError(errno.EDQUOT, "Disk quota exceeded", "a"))) == 1
    assert '"event": "failed"' in capsys.readouterr().err


def test_what_is_incomplete_is_one_line(capsys):
    error = Incomplete("7 documents were read, but 6 came out")
    assert exit_code_of("tag_corpus", FLAGS, failing(error)) == 1
    assert capsys.readouterr().err.startswith("tag_corpus: nothing was published: 7 documents were read, but 6 came")


def test_what_is_refused_is_one_line(capsys):
    error = Refused("must be 1 or more", where="--keep", value=0, remedy="leave the flag out")
    assert exit_code_of("tag_corpus", FLAGS, failing(error)) == 2
    line = "tag_corpus: --keep: must be 1 or more; leave the flag out. Received: 0\n"
    assert capsys.readouterr().err == line


@pytest.mark.parametrize("error", [FileNotFoundError("a"), ValueError("a"), ImportError("a"), Refused("a")])
def test_what_fails_before_work_is_refused(error):
    with pytest.raises(Refused, match="a"), before_work():
        raise error


@pytest.mark.parametrize("error", [RuntimeError("a bug"), PermissionError(13, "Permission denied", "a"), KeyError("a")])
def test_an_error_that_nobody_expected_goes_on(error):
    with pytest.raises(type(error)):
        exit_code_of("tag_corpus", FLAGS, failing(error))
