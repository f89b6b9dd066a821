"""What processes print to stream 2 comes at the end, or not at all; each test is a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import subprocess, sys, time
from jobs.operation.worker_output import worker_output_held_back
def child(text, size=1):
    subprocess.run([sys.executable, "-c", f"import os; [os.write(2, {{text!r}} * 1000) for _ in range({{size}})]"])
with worker_output_held_back() as held:
    child(b"w", {size})
    time.sleep(0.1)
    sys.stdout.write("inside "); sys.stdout.flush()
    {act}
sys.stdout.write("outside"); sys.stdout.flush()
"""


def run(act, size=1):
    program = PROGRAM.format(act=act, size=size)
    return subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )


def test_it_is_printed_at_the_end():
    assert run("assert True").stderr == "w" * 1_000


def test_what_was_dropped_is_never_printed():
    assert run("held.drop()").stderr == ""


@pytest.mark.parametrize("size", [20_000])
def test_of_much_the_last_is_kept_and_nobody_waits(size):
    ended = run("assert True", size)
    assert ended.stdout == "inside outside"
    assert 0 < len(ended.stderr) <= 64 << 16
