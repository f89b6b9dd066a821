"""Runs a pipeline to its end."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

import apache_beam as beam
from apache_beam.options.pipeline_options import DirectOptions
from apache_beam.runners.runner import PipelineResult, PipelineState

from jobs.operation.worker_output import HeldOutput, worker_output_held_back
from ner_model.errors import Refused
from transforms.errors import Incomplete, disk_full, says_disk_full
from transforms.storage import is_local

_PROBE = bytes(1 << 16)  # more than a disk has room for on which a file could not be finished


def run_pipeline(pipeline: beam.Pipeline, staging: str, blame: Callable[[], None] = lambda: None) -> PipelineResult:
    """Raises `DiskFull` if the disk with the staging folder is why the pipeline failed, `Incomplete` if it was stopped.

    What a worker raises arrives here as the text of a traceback. So the disk is asked, not the text, and so is `blame`,
    which raises `Refused` if an input is why.
    """
    with _errors_held_back() as held, _of_workers(pipeline) as printed:
        try:
            result = pipeline.run()
            state = result.wait_until_finish()
        except (OSError, RuntimeError):
            if _is_full(staging):
                held.clear()
                printed.drop()
                raise disk_full(staging) from None
            try:
                blame()
            except Refused:
                held.clear()
                printed.drop()
                raise
            raise
    if state != PipelineState.DONE:
        raise Incomplete(f"the pipeline ended as {state}")
    return result


def _of_workers(pipeline: beam.Pipeline) -> AbstractContextManager[HeldOutput]:
    """What processes of this machine print; no other runner starts any."""
    mode = pipeline.options.view_as(DirectOptions).direct_running_mode
    return worker_output_held_back() if mode == "multi_processing" else nullcontext(HeldOutput(2))


def _is_full(folder: str) -> bool:
    """Whether a file cannot be written to a local folder."""
    if not is_local(folder):
        return False
    probe = Path(folder, "probe")
    try:
        probe.write_bytes(_PROBE)
    except OSError as error:
        return says_disk_full(error)
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return False


@contextmanager
def _errors_held_back() -> Iterator[list[logging.LogRecord]]:
    """What is logged as an error in the meantime is logged at the end, but for what the user clears of it."""
    root = logging.getLogger()
    handlers = root.handlers[:] or [logging.lastResort or logging.NullHandler()]
    held = _HeldBack(handlers)
    root.handlers[:] = [held]
    try:
        yield held.records
    finally:
        root.handlers[:] = [] if handlers == [logging.lastResort] else handlers
        for record in held.records:
            root.handle(record)


class _HeldBack(logging.Handler):
    """Keeps errors, and passes all else on."""

    def __init__(self, handlers: list[logging.Handler]):
        super().__init__()
        self.records: list[logging.LogRecord] = []
        self._handlers = handlers
        self.setFormatter(handlers[0].formatter)  # by which an interrupt knows how to speak

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            self.records.append(record)
            return
        for handler in self._handlers:
            if record.levelno >= handler.level:
                handler.handle(record)
