"""Runs a program and keeps an eye on the memory of all its processes."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from jobs.operation.processes import processes_below

_SECONDS_BETWEEN_LOOKS = 0.1


class ProgramRun(NamedTuple):
    """Wall-clock seconds, CPU seconds of the whole tree, and the peak resident bytes of each of its processes."""

    seconds: float
    cpu_seconds: float
    peaks: list[int]


def run_program(module: str, *arguments: str) -> ProgramRun:
    """Runs `python -m module`; raises RuntimeError with what it printed if it fails."""
    start, before = time.monotonic(), os.times()
    command = [sys.executable, "-m", module, *arguments]
    with TemporaryFile("w+") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT)
        peaks = _watch(process)
        printed.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{printed.read()}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return ProgramRun(time.monotonic() - start, cpu, sorted(peaks.values(), reverse=True))


def _watch(process: subprocess.Popen) -> dict[int, int]:
    peaks: dict[int, int] = {}
    while process.poll() is None:
        for pid in (process.pid, *processes_below(process.pid)):
            peaks[pid] = _peak(pid) or peaks.get(pid, 0)
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return peaks


def _peak(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return 1024 * kilobytes[0] if kilobytes else 0
