"""What ends a job at once, in one line, and leaves what `kill -9` leaves; the next run puts the output in order."""

import os
import signal
import sys
import threading
from contextlib import AbstractContextManager, suppress

from jobs.operation.endings import FAILED, GOES_ON
from jobs.operation.log import log_failure, logs_json
from jobs.operation.processes import processes_below
from transforms.stores.locks import locked

INTERRUPTED = 130  # as shells have it


def end_at_interrupt(job: str) -> None:
    """Lets Ctrl-C do so; what worker processes say of it is held back, and never shown."""
    received, sent = os.pipe()
    os.set_blocking(sent, False)
    signal.signal(signal.SIGINT, lambda *_: None)  # Beam would take KeyboardInterrupt for an error of the step at work
    signal.set_wakeup_fd(sent)
    threading.Thread(target=_wait, args=(job, received), daemon=True).start()


def _wait(job: str, received: int) -> None:
    while os.read(received, 1) != bytes([signal.SIGINT]):
        pass
    _end(job, "interrupted", INTERRUPTED)


def only_job(job: str, folder: str) -> AbstractContextManager[None]:
    """Keeps other jobs out of the output around a folder, and ends this one when another may have come in."""
    return locked(folder, lambda: _end(job, "another job may write there, as the lease could not be renewed", FAILED))


def _end(job: str, why: str, code: int) -> None:
    for process in processes_below(os.getpid()):  # parents first, as a shell says so when its child is killed
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    if sys.stderr.isatty():
        print(file=sys.stderr)  # ends the line of the progress
    log_failure(job, f"{why}; {GOES_ON}", logs_json())
    os._exit(code)
