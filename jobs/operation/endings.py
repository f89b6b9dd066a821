"""How a job ends: the one place where errors become exit codes and lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from jobs.operation.log import log_failure, log_refusal
from jobs.operation.metrics_file import write_metrics
from ner_model.errors import Refused
from transforms.errors import Incomplete, StoreFailed, says_disk_full

DONE = 0
FAILED = 1  # as for errors that end in a traceback
REFUSED = 2
TOO_MANY_DEAD_LETTERS = 3
HELD = 4

GOES_ON = "what was published is whole, and the next run goes on from there"


class OperationFlags(Protocol):
    """The flags of `add_operation_flags`."""

    log_json: bool
    metrics_file: str | None


def exit_code_of(job: str, flags: OperationFlags, work: Callable[[], int]) -> int:
    """The exit code of the work; 2 if it is refused, 1 for a full disk, a store that fails, or an incomplete result."""
    try:
        return work()
    except Refused as error:
        log_refusal(job, error, flags.log_json)
        write_metrics(flags.metrics_file, job, REFUSED, {})
        return REFUSED
    except Incomplete as error:
        reason = str(error)
    except StoreFailed as error:
        reason = f"{error.strerror}: {error.filename}"
    except OSError as error:
        if not says_disk_full(error):
            raise
        reason = f"{error.strerror}: {error.filename}" if error.filename else f"{error.strerror}"
    log_failure(job, f"{reason}; {GOES_ON}", flags.log_json)
    with suppress(OSError):  # the same disk may be full
        write_metrics(flags.metrics_file, job, FAILED, {})
    return FAILED


@contextmanager
def before_work() -> Iterator[None]:
    """Refuses what a file, a value or a package that is missing makes impossible before anything has been done."""
    try:
        yield
    except Refused:
        raise
    except (OSError, ValueError, ImportError) as error:
        raise Refused(str(error)) from error
