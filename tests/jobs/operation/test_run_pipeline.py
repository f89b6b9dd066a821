import logging

import apache_beam as beam
import pytest

from jobs.operation import run_pipeline as module
from jobs.operation.run_pipeline import run_pipeline
from transforms.errors import DiskFull


@pytest.fixture
def failing():
    """A pipeline whose only step fails on a worker."""

    def fail(number):
        raise OSError(28, "No space left on device")

    pipeline = beam.Pipeline(runner="FnApiRunner")
    pipeline | beam.Create([1]) | beam.Map(fail)
    return pipeline


def test_a_full_disk_is_known_by_asking_the_disk(failing, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(module, "_is_full", lambda folder: True)
    with pytest.raises(DiskFull) as full:
        run_pipeline(failing, str(tmp_path))
    assert full.value.filename == str(tmp_path)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_another_error_comes_as_it_is_with_what_was_logged(failing, tmp_path, caplog):
    handlers = logging.getLogger().handlers[:]
    with pytest.raises(RuntimeError, match="No space left on device"):
        run_pipeline(failing, str(tmp_path))
    assert [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert logging.getLogger().handlers == handlers
    assert list(tmp_path.iterdir()) == []
