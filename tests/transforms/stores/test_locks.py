import multiprocessing
from pathlib import Path

import pytest

from ner_model.errors import Refused
from transforms.storage import list_names
from transforms.stores import locks
from transforms.stores.locks import locked


def never_lost():
    raise AssertionError("a lock of a file is never lost")


def test_a_locked_folder_is_refused_to_another_process(tmp_path):
    with locked(f"{tmp_path}/out/.staging", never_lost), multiprocessing.get_context("spawn").Pool(1) as pool:
        refusal = pool.apply(_reason_of_refusal, [f"{tmp_path}/out/.staging"])
    assert refusal == f"another run is writing to {tmp_path}/out"


def test_a_lock_leaves_no_trace(tmp_path):
    with locked(f"{tmp_path}/out/.staging", never_lost):
        pass
    assert list_names(str(tmp_path)) == []


def test_a_lock_leaves_what_was_written_meanwhile(tmp_path):
    with locked(f"{tmp_path}/out/.staging", never_lost):
        (tmp_path / "out" / "file").touch()
    assert list_names(f"{tmp_path}/out") == ["file"]


def _reason_of_refusal(folder):
    with pytest.raises(Refused) as refusal, locked(folder, never_lost):
        pass
    return str(refusal.value)


def test_a_lock_that_its_holder_has_removed_protects_nothing(tmp_path, monkeypatch):
    folder = f"{tmp_path}/out/.staging"
    flock = locks.fcntl.flock

    def flock_late(file, operation):
        Path(file.name).unlink()
        flock(file, operation)

    monkeypatch.setattr(locks.fcntl, "flock", flock_late)
    with pytest.raises(Refused, match="another run"), locked(folder, never_lost):
        pass
