"""Ctrl-C ends a job at once, in one line, and leaves what `kill -9` leaves; the next run puts the output in order."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jobs.operation.log import log_failure, logs_json

INTERRUPTED = 130  # as shells have it

_LINE = "interrupted; what was published is whole, and the next run goes on from there"


def end_at_interrupt(job: str) -> None:
    """For the start of a process; worker processes may still say what they were at, before the one line."""
    received, sent = os.pipe()
    os.set_blocking(sent, False)
    signal.signal(signal.SIGINT, lambda *_: None)  # Beam would take KeyboardInterrupt for an error of the step at work
    signal.set_wakeup_fd(sent)
    threading.Thread(target=_wait, args=(job, received), daemon=True).start()


def _wait(job: str, received: int) -> None:
    while os.read(received, 1) != bytes([signal.SIGINT]):
        pass
    for process in _below(os.getpid()):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    if sys.stderr.isatty():
        print(file=sys.stderr)  # ends the line of the progress
    log_failure(job, _LINE, logs_json())
    os._exit(INTERRUPTED)


def _below(process: int) -> Iterator[int]:
    """The processes that one has started, and those that they have; none where there is no /proc."""
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                yield from _below(child)
                yield child
