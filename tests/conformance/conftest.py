"""The runners that a run must not differ on, each as the flags that choose it."""

import json
import shutil
import socket
import sys
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from deploy.flink.cluster import flink_cluster
from deploy.flink.fetch import distribution, missing
from deploy.flink.services import Service, running
from jobs.run import plan_run
from ner_model import tagger
from tests.conformance import taggers
from transforms.reading.record import ReadOptions

ROOT = Path(__file__).parents[2]
FILES, DOCUMENTS = 6, 20
SECONDS_TO_START = 60
FAST = ["in_memory", "two_processes", "loopback", "external"]
RUNNERS = [*FAST, *(pytest.param(name, marks=pytest.mark.cluster) for name in ("prism", "flink"))]


@pytest.fixture(scope="session", params=RUNNERS)
def runner(request):
    """Flags of one runner after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def in_memory():
    return []


@pytest.fixture(scope="session")
def two_processes():
    return ["--direct_running_mode=multi_processing", "--direct_num_workers=2"]


@pytest.fixture(scope="session")
def job_service(tmp_path_factory):
    """Beam's job service in Python, which speaks to jobs and workers as Flink's does."""
    port = free_port()
    command = [sys.executable, "-m", "apache_beam.runners.portability.local_job_service_main", f"--port={port}"]
    with service("job-service", command, port, tmp_path_factory.mktemp("job-service")):
        yield ["--runner=PortableRunner", f"--job_endpoint=localhost:{port}"]


@pytest.fixture(scope="session")
def loopback(job_service):
    return [*job_service, "--environment_type=LOOPBACK"]


@pytest.fixture(scope="session")
def external(job_service, tmp_path_factory):
    port = free_port()
    folder = tmp_path_factory.mktemp("pool")
    command = [sys.executable, "-m", "deploy.flink.worker_pool", f"127.0.0.1:{port}", str(folder / "asked")]
    with service("pool", command, port, folder):
        yield [*job_service, "--environment_type=EXTERNAL", f"--environment_config=127.0.0.1:{port}"]


@pytest.fixture(scope="session")
def prism():
    program = shutil.which("prism") or shutil.which("prism", path=Path.home() / "go" / "bin")
    if not program:
        pytest.skip("no prism: go install github.com/apache/beam/sdks/v2/go/cmd/prism@v2.77.0")
    return ["--runner=PrismRunner", f"--prism_location={program}"]


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """A Flink cluster with two TaskManagers."""
    if reason := missing():
        pytest.skip(reason)
    with flink_cluster(distribution(), tmp_path_factory.mktemp("flink")) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def flink(cluster):
    return [*cluster.flags, "--parallelism=2"]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """Files of several formats, with records that cannot be read, a poisoned document and an empty file."""
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(FILES):
        records = [
            {"id": f"{number}-{document}", "text": f"Zinc helps Rat {document}. It did so in Basel."}
            for document in range(DOCUMENTS)
        ]
        (folder / f"{number}.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
    with (folder / "0.jsonl").open("a") as file:
        file.write('{"id": "cut", "te\n{"id": "poisoned", "text": "POISON here."}\n{"id": "0-1", "text": "Again."}\n')
    (folder / "text.txt").write_text("Lead harms Bob, α-Tocopherol 𝛃 does not.")
    (folder / "empty.jsonl").touch()
    return folder


@pytest.fixture
def tag(tmp_path, monkeypatch):
    """Runs the job with a tagger of `taggers` on an input; returns the exit code."""
    from jobs.tag_corpus import main

    def tag(corpus, *flags, load=taggers.load):
        monkeypatch.setattr(tagger, "load", load)
        return main([f"--input={corpus}", f"--output={tmp_path / 'out'}", "--max_dead_letter_rate=0.1", *flags])

    return tag


@pytest.fixture
def small_parts(monkeypatch):
    """Files of more than 500 bytes are read in parts."""
    monkeypatch.setattr(plan_run, "ReadOptions", partial(ReadOptions, part_bytes=500))


@pytest.fixture
def large_file(tmp_path):
    """Of 900 documents."""
    file = tmp_path / "large.jsonl"
    file.write_text("".join(f"{json.dumps({'id': str(n), 'text': f'Zinc helps Rat {n}.'})}\n" for n in range(900)))
    return file


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return opened.getsockname()[1]


@contextmanager
def service(name, command, port, folder):
    """The command as a service that answers at the port."""
    with running([Service(name, command, folder / "log", {"PYTHONPATH": str(ROOT)})]):
        for _ in range(SECONDS_TO_START * 10):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"{name} did not start: {(folder / 'log').read_text()}")
        yield
