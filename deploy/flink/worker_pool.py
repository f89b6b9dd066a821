"""Starts a Python worker process whenever a TaskManager asks for one: `python -m deploy.flink.worker_pool HOST:PORT`.

Beam's own `worker_pool_main` does the same on all addresses of a machine. The service runs what it is told to by
anyone who can reach it, so here the address is said.
"""

import logging
import os
import sys
from pathlib import Path

import grpc
from apache_beam.portability.api import beam_fn_api_pb2_grpc
from apache_beam.runners.worker.worker_pool_main import BeamFnExternalWorkerPoolServicer
from apache_beam.utils import thread_pool_executor

_NO_TIME_LIMIT = -1


def main(address: str) -> None:
    logging.basicConfig(level=logging.INFO)
    # Beam starts whatever `python` is first on the path, which must be the one that has the tagger.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    server = grpc.server(thread_pool_executor.shared_unbounded_instance())
    pool = BeamFnExternalWorkerPoolServicer(use_process=True, data_buffer_time_limit_ms=_NO_TIME_LIMIT)
    beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(pool, server)
    server.add_insecure_port(address)
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main(*sys.argv[1:])
