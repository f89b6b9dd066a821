"""How a job ends that cannot go on: in one line where the user can put it right, with a traceback where it is a bug."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jobs.operation.log import log_failure
from jobs.operation.metrics_file import write_metrics

FAILED = 1  # as for errors that end in a traceback

_DISK = (errno.ENOSPC, errno.EDQUOT)
_OURS = "nothing was published"


def exit_code_of(job: str, flags: Any, work: Callable[[], int]) -> int:
    """The exit code of the work, and 1 if a disk is full or the job has found its output incomplete."""
    try:
        return work()
    except (OSError, RuntimeError) as error:
        reason = reason_of(error)
        if reason is None:
            raise
    log_failure(job, f"{reason}; what was published is whole, and the next run goes on from there", flags.log_json)
    with suppress(OSError):  # the same disk may be full
        write_metrics(flags.metrics_file, job, FAILED, {})
    return FAILED


def reason_of(error: Exception) -> str | None:
    """What to tell the user; None for an error that nobody expected. Errors of workers come as text.

    >>> reason_of(OSError(28, "No space left on device", "out/.staging/a.parquet"))
    'No space left on device: out/.staging/a.parquet'
    """
    if isinstance(error, OSError) and error.errno in _DISK and error.filename:
        return f"{error.strerror}: {error.filename}"
    text = str(error)
    full = next((os.strerror(number) for number in _DISK if os.strerror(number) in text), None)
    return full or (text.splitlines()[0] if text.startswith(_OURS) else None)
