"""Starts a Python worker process whenever a TaskManager asks: `python -m deploy.flink.worker_pool HOST:PORT FOLDER`.

Beam's own `worker_pool_main` listens on all addresses of a machine, and runs what it is told to by anyone who can reach
it; here the address is said. And a TaskManager asks once and then waits for ever, so that a pool which is killed after
the question, and before the worker is there, would leave a job that hangs: this one keeps the questions in a folder.
"""

import logging
import os
import sys
from pathlib import Path

import grpc
from apache_beam.portability.api import beam_fn_api_pb2, beam_fn_api_pb2_grpc
from apache_beam.runners.worker.worker_pool_main import BeamFnExternalWorkerPoolServicer
from apache_beam.utils import thread_pool_executor

_NO_TIME_LIMIT = -1


class WorkerPool(BeamFnExternalWorkerPoolServicer):
    """Beam's pool of processes; a file of `folder` for each worker that was asked for and not yet stopped."""

    def __init__(self, folder: Path):
        super().__init__(use_process=True, data_buffer_time_limit_ms=_NO_TIME_LIMIT)
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def start_again(self) -> None:
        """Starts the workers of a pool that was killed; one that nobody waits for any more ends by itself."""
        for question in self._folder.iterdir():
            super().StartWorker(beam_fn_api_pb2.StartWorkerRequest.FromString(question.read_bytes()), None)

    def StartWorker(self, request, context):
        (self._folder / request.worker_id).write_bytes(request.SerializeToString())
        return super().StartWorker(request, context)

    def StopWorker(self, request, context):
        (self._folder / request.worker_id).unlink(missing_ok=True)
        return super().StopWorker(request, context)


def main(address: str, folder: str) -> None:
    logging.basicConfig(level=logging.INFO)
    # Beam starts whatever `python` is first on the path, which must be the one that has the tagger.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    pool = WorkerPool(Path(folder))
    server = grpc.server(thread_pool_executor.shared_unbounded_instance())
    beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(pool, server)
    server.add_insecure_port(address)
    server.start()
    pool.start_again()
    server.wait_for_termination()


if __name__ == "__main__":
    main(*sys.argv[1:])
