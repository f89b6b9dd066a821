"""Runs `jobs.tag_corpus` in this process."""

import io
import json
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from jobs import tag_corpus
from jobs.operation.endings import REFUSED


class JobRun(NamedTuple):
    """CPU seconds of a run, and its record."""

    seconds: float
    record: dict[str, Any]


def run_job(inputs: list[str], model: str) -> JobRun:
    """The job as its command line runs it, on one worker."""
    with TemporaryDirectory() as output, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as errors:
        flags = [*(f"--input={path}" for path in inputs), f"--model={model}", f"--output={output}/tables"]
        start = time.process_time()
        code = tag_corpus.main([*flags, "--direct_num_workers=1", "--allow_unevaluated"])
        seconds = time.process_time() - start
        if code == REFUSED:
            raise ValueError(errors.getvalue())
        return JobRun(seconds, run_record(Path(output, "tables")))


def run_record(output: Path) -> dict[str, Any]:
    """The record of the one run in an output."""
    (path,) = Path(output, "runs").glob("*.json")
    return json.loads(path.read_text(encoding="utf-8"))
