import os
import subprocess

from jobs.operation.processes import processes_below


def test_processes_come_before_those_that_they_have_started():
    command = ["sh", "-c", "(sleep 60; true) & echo; wait"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as shell:
        shell.stdout.readline()
        while len(below := processes_below(shell.pid)) < 2:
            pass
        everything = processes_below(os.getpid())
        os.killpg(shell.pid, 9)
    subshell, sleep = below
    assert everything[everything.index(shell.pid) :][:3] == [shell.pid, subshell, sleep]


def test_a_process_that_has_ended_has_none():
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
        assert processes_below(ended.pid) == []
