import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from jobs.browse.__main__ import main
from tests.committed import commit

ROOT = Path(__file__).parents[3]


@pytest.fixture
def output(tmp_path):
    pytest.importorskip("duckdb")
    commit(str(tmp_path), "R1", {"d1": "Zinc."})
    return str(tmp_path)


def _hear_ctrl_c():
    """What a shell starts in the background is deaf to Ctrl-C, and so would be what the tests start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_it_says_where_it_is_and_ends_at_ctrl_c(output):
    command = [sys.executable, "-m", "jobs.browse", f"--output={output}", "--port=0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, preexec_fn=_hear_ctrl_c)
    url = process.stdout.readline().split()[0]
    with urllib.request.urlopen(url) as answer:
        assert b"1 entity" in answer.read()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0


def test_without_an_output_it_is_refused_in_one_line(tmp_path, capsys):
    assert main([f"--output={tmp_path}/none"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_port_that_is_taken_is_refused(output, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main([f"--output={output}", f"--port={taken.getsockname()[1]}"]) == 2
    assert "in use" in capsys.readouterr().err
