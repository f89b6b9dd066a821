"""What a job says to streams that are closed, left, or of few letters; each in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import os, sys
from contextlib import suppress
from jobs.operation.streams import settle_streams
settle_streams()
with open({path!r}, "w") as data:
    for number in (1, 2):
        with suppress(OSError):
            os.write(number, b"said")
    for _ in range(20_000):
        print("α-blocker \\ud800")
    print("β", file=sys.stderr)
    sys.stdout.flush()
    data.write("data")
"""


@pytest.mark.parametrize("shell", ["| true", ">&-", "2>&-", ">&- 2>&- <&-", "< /dev/null >/dev/null", "2>&1 | head -1"])
@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "latin-1"])
def test_work_ends_whatever_becomes_of_its_streams_and_no_data_file_gets_their_numbers(tmp_path, shell, encoding):
    (tmp_path / "program.py").write_text(PROGRAM.format(path=str(tmp_path / "data")), "utf-8", "surrogatepass")
    command = f"PYTHONIOENCODING={encoding} {sys.executable} {tmp_path}/program.py {shell}; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True)
    assert (ended.returncode, (tmp_path / "data").read_text()) == (0, "data")
    assert b"Traceback" not in ended.stderr


def test_letters_that_an_encoding_lacks_are_written_by_their_numbers(tmp_path):
    program = 'from jobs.operation.streams import settle_streams; settle_streams(); print("α-blocker")'
    environment = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    said = subprocess.check_output([sys.executable, "-c", program], env=environment)
    assert said == b"\\u03b1-blocker\n"
