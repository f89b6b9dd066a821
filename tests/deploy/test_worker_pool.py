import subprocess

import pytest
from apache_beam.portability.api import beam_fn_api_pb2

from deploy.flink.worker_pool import WorkerPool


@pytest.fixture
def started(monkeypatch):
    """The worker ids of the processes that would be started."""
    ids = []

    def start(command, **options):
        ids.append(command[2].partition('worker_id="')[2].partition('"')[0])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("apache_beam.runners.worker.worker_pool_main.subprocess.Popen", start)
    monkeypatch.setattr("apache_beam.runners.worker.worker_pool_main.kill_process_gracefully", lambda process: None)
    return ids


def test_a_pool_starts_what_it_was_asked_for_before_it_was_killed(started, tmp_path):
    WorkerPool(tmp_path).StartWorker(beam_fn_api_pb2.StartWorkerRequest(worker_id="1-1"), None)
    WorkerPool(tmp_path).start_again()
    assert started == ["1-1", "1-1"]


def test_a_worker_that_was_stopped_is_not_started_again(started, tmp_path):
    pool = WorkerPool(tmp_path)
    for worker_id in ("1-1", "1-2"):
        pool.StartWorker(beam_fn_api_pb2.StartWorkerRequest(worker_id=worker_id), None)
    pool.StopWorker(beam_fn_api_pb2.StopWorkerRequest(worker_id="1-1"), None)
    WorkerPool(tmp_path).start_again()
    assert started == ["1-1", "1-2", "1-2"]
