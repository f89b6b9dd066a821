"""Processes that are started again when they die, as a service manager or Kubernetes would do."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

_SECONDS_BETWEEN_LOOKS = 0.5


class Service(NamedTuple):
    """A command that should always run; `log` is the file that gets all it says."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str] = {}  # noqa: RUF012


class Services:
    """The running processes by name; each leads a process group, so that its children go with it."""

    def __init__(self, services: list[Service]):
        self._services = services
        self._done = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self.processes: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        for service in self._services:
            self._start(service)
        self._watching.start()

    def kill(self, name: str) -> None:
        """SIGKILL to the process and its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, signal.SIGKILL)

    def stop(self) -> None:
        self._done.set()
        self._watching.join()
        for name in self.processes:
            self.kill(name)
        for process in self.processes.values():
            process.wait()

    def _watch(self) -> None:
        while not self._done.wait(_SECONDS_BETWEEN_LOOKS):
            for service in self._services:
                if self.processes[service.name].poll() is not None:
                    self.kill(service.name)  # its children, if it has left any
                    self._start(service)

    def _start(self, service: Service) -> None:
        with service.log.open("a") as log:
            self.processes[service.name] = subprocess.Popen(
                service.command,
                env=os.environ | service.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


@contextmanager
def running(services: list[Service]) -> Iterator[Services]:
    started = Services(services)
    started.start()
    try:
        yield started
    finally:
        started.stop()
