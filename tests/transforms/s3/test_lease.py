import json
import os
import threading
from contextlib import ExitStack

import pytest

from ner_model.errors import Refused
from transforms.s3 import lease
from transforms.s3.lease import leased
from transforms.s3.objects import read, write_if

PATH = "s3://bucket/out/.staging/.lock"


@pytest.fixture
def hasty(monkeypatch):
    """Leases that are renewed many times a second; the store counts their age in whole seconds."""
    monkeypatch.setattr(lease, "SECONDS", 3.0)
    monkeypatch.setattr(lease, "_RENEWALS", 20)
    monkeypatch.setattr(lease, "_POLL", 0.1)


def never_lost():
    raise AssertionError("the lease was lost")


def hold(lost=never_lost):
    return leased(PATH, "s3://bucket/out", lost)


def test_a_lease_says_who_holds_it_and_leaves_no_trace(s3):
    with hold():
        assert s3.keys() == ["out/.staging/.lock"]
        assert json.loads(read(PATH).content)["process"] == os.getpid()
    assert s3.keys() == []


def test_nobody_else_gets_a_lease_that_is_renewed(s3, hasty):
    with hold(), pytest.raises(Refused, match="another run is writing to s3://bucket/out"), hold():
        pass


def test_a_lease_that_was_not_renewed_for_long_is_anybodys(s3):
    write_if(PATH, b"killed", None)
    s3.let_leases_end()
    with hold():
        assert json.loads(read(PATH).content)["process"] == os.getpid()


@pytest.mark.slow
def test_who_waits_gets_the_lease_of_one_who_was_killed(s3, hasty, capsys):
    write_if(PATH, b"killed", None)
    with hold():
        assert read(PATH).content != b"killed"
    assert "waiting whether another run is still writing to s3://bucket/out" in capsys.readouterr().err


@pytest.mark.slow
def test_of_many_who_want_a_lease_at_once_one_gets_it(s3, monkeypatch):
    monkeypatch.setattr(lease, "_POLL", 0.1)
    held, everybody = [], threading.Barrier(8)

    def want():
        with ExitStack() as stack:
            everybody.wait()
            holder = lease._Holder(PATH)
            held.append(holder.write(None))
            stack.callback(everybody.wait)

    threads = [threading.Thread(target=want) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == [False] * 7 + [True]


def test_who_holds_a_lease_hears_that_somebody_else_has_taken_it(s3, hasty):
    lost = threading.Event()
    with hold(lost.set):
        write_if(PATH, b"somebody else", read(PATH).tag)
        assert lost.wait(10)
    assert read(PATH).content == b"somebody else"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("error", [OSError, RuntimeError])
def test_who_holds_a_lease_hears_that_it_cannot_be_renewed(s3, hasty, monkeypatch, error):
    def fail(*_):
        raise error

    lost = threading.Event()
    with hold(lost.set):
        monkeypatch.setattr(lease.objects, "write_if", fail)
        assert lost.wait(10)


@pytest.mark.slow
def test_a_lease_outlives_a_busy_store_and_broken_connections(s3, hasty):
    s3.behave(busy=3, broken=4)
    with hold():
        threading.Event().wait(2)
    assert s3.counts()["broken"] > 3
    assert s3.keys() == []


def test_a_write_whose_answer_was_lost_is_known_by_what_it_wrote(s3):
    assert write_if(PATH, b"mine", None) == write_if(PATH, b"mine", None)
    assert write_if(PATH, b"another's", None) is None


@pytest.mark.parametrize("ignored", [None, '"0"'])
def test_a_store_that_ignores_a_condition_is_refused(s3, monkeypatch, ignored):
    monkeypatch.setattr(
        lease.objects, "write_if", lambda _, content, tag, *__: "tag" if content or tag == ignored else None
    )
    with pytest.raises(Refused, match="ignores the conditions of writes"), hold():
        pass
