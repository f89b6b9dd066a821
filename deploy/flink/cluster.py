"""A Flink cluster on this machine: one JobManager, and TaskManagers that each have a Beam worker pool."""

import json
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from deploy.flink.fetch import Distribution
from deploy.flink.services import Service, Services, running

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
_TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"
_SECONDS_TO_START = 300


class Ports(NamedTuple):
    """Where Flink's own processes, its REST clients, Beam's job server and its worker pools listen."""

    rpc: int
    rest: int
    jobs: int
    workers: int


class Cluster(NamedTuple):
    """A cluster that runs; `services` are `jobmanager`, `jobserver`, and `taskmanager-N` with `workers-N` from 0."""

    ports: Ports
    services: Services

    @property
    def flags(self) -> list[str]:
        """How a job is told to run here."""
        return [
            "--runner=FlinkRunner",
            f"--job_endpoint=127.0.0.1:{self.ports.jobs}",
            "--environment_type=EXTERNAL",
            f"--environment_config=worker-pool:{self.ports.workers}",
        ]

    def get(self, path: str) -> Any:
        """An answer of Flink's REST API."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports.rest}/{path}", timeout=10) as answer:
            return json.load(answer)


@contextmanager
def flink_cluster(distribution: Distribution, folder: Path, taskmanagers: int = 2) -> Iterator[Cluster]:
    """Configuration and logs go to `folder`. Everything listens on loopback addresses only."""
    ports = _free_ports()
    configuration = _write_configuration(folder, ports)
    services = [
        _java(distribution, configuration, "jobmanager", _JOB_MANAGER),
        _job_server(distribution, folder, ports),
    ]
    for number in range(taskmanagers):
        services += _worker_of(distribution, configuration, number, ports.workers)
    with running(services) as started:
        cluster = Cluster(ports, started)
        _wait_for(cluster, taskmanagers)
        yield cluster


def _job_server(distribution: Distribution, folder: Path, ports: Ports) -> Service:
    """One for all jobs; Beam would start one for each, and keep it until the end of the launching process."""
    command = ["java", "-jar", str(distribution.job_server), f"--flink-master=http://127.0.0.1:{ports.rest}"]
    command += ["--job-host=127.0.0.1", f"--job-port={ports.jobs}", "--artifact-port=0", "--expansion-port=0"]
    command += [f"--artifacts-dir={folder / 'artifacts'}"]
    return Service("jobserver", command, folder / "jobserver.log")


def _worker_of(distribution: Distribution, configuration: Path, number: int, port: int) -> list[Service]:
    """A TaskManager for which `worker-pool` is the pool beside it, as if each pair had a machine of its own."""
    address = f"127.0.0.{11 + number}"
    hosts = configuration / f"hosts-{number}"
    hosts.write_text(f"127.0.0.1 localhost {socket.gethostname()}\n{address} worker-pool\n")
    taskmanager = _java(distribution, configuration, f"taskmanager-{number}", _TASK_MANAGER)
    taskmanager.command.insert(1, f"-Djdk.net.hosts.file={hosts}")
    pool = [
        sys.executable,
        "-m",
        "deploy.flink.worker_pool",
        f"{address}:{port}",
        str(configuration / f"asked-{number}"),
    ]
    environment = {"PYTHONPATH": str(_ROOT), "WORKER_NAME": f"workers-{number}"}
    return [taskmanager, Service(f"workers-{number}", pool, configuration / f"workers-{number}.log", environment)]


def _java(distribution: Distribution, configuration: Path, name: str, entry: str) -> Service:
    """The java command that Flink's own start scripts, which are not on PyPI, would make."""
    kind = "GET_JM_RESOURCE_PARAMS" if entry == _JOB_MANAGER else "GET_TM_RESOURCE_PARAMS"
    libraries = f"{distribution.libraries}/lib/*"
    sizes = ["java", "-cp", f"{distribution.libraries}/bin/bash-java-utils.jar:{libraries}"]
    sizes += ["org.apache.flink.runtime.util.bash.BashJavaUtils", kind, "--configDir", str(configuration)]
    answer = subprocess.run(sizes, capture_output=True, text=True, check=True).stdout
    java_options, flink_options = re.findall("BASH_JAVA_UTILS_EXEC_RESULT:(.*)", answer)
    command = ["java", *shlex.split(java_options), *_opened_modules(), "-cp", libraries]
    command[1:1] = [f"-Dlog4j.configurationFile=file:{_HERE / 'log4j.properties'}"]
    command += [entry, "--configDir", str(configuration), *shlex.split(flink_options)]
    environment = {"FLINK_CONF_DIR": str(configuration)}
    return Service(name, command, configuration / f"{name}.log", environment)


def _opened_modules() -> list[str]:
    """What Flink needs of Java 17, as the configuration says."""
    (line,) = re.findall("^env.java.opts.all: (.*)$", (_HERE / "config.yaml").read_text(), re.MULTILINE)
    return line.split()


def _write_configuration(folder: Path, ports: Ports) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    loopback = f"""
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: {ports.rpc}
jobmanager.bind-host: 127.0.0.1
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: {ports.rest}
io.tmp.dirs: {folder}
web.upload.dir: {folder}
"""
    (folder / "config.yaml").write_text((_HERE / "config.yaml").read_text() + loopback)
    return folder


def _free_ports() -> Ports:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in Ports._fields]
    ports = Ports(*(opened.getsockname()[1] for opened in sockets))
    for opened in sockets:
        opened.close()
    return ports


def _wait_for(cluster: Cluster, taskmanagers: int) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", cluster.ports.jobs), timeout=1).close()
            if cluster.get("overview")["taskmanagers"] == taskmanagers:
                return
        except OSError:  # not yet
            pass
        time.sleep(0.5)
    raise TimeoutError(f"no {taskmanagers} TaskManagers after {_SECONDS_TO_START} s")
