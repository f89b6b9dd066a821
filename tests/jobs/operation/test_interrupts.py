import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
JOB = """
import subprocess, sys, threading, time
from jobs.operation.interrupts import end_at_interrupt
from jobs.operation.log import log_as_json
end_at_interrupt("tag_corpus")
log_as_json()
child = subprocess.Popen(["sh", "-c", "sleep 60; true"], start_new_session=True)
print(child.pid, flush=True)
threading.Event().wait()
"""


def test_a_job_and_what_it_has_started_end_at_once_in_one_line():
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", JOB], cwd=ROOT, **streams) as job:
        child = int(job.stdout.readline())
        job.send_signal(signal.SIGINT)
        (line,) = job.stderr.read().splitlines()
    assert (job.returncode, b'"message": "interrupted; ' in line) == (130, True)
    assert not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes()
