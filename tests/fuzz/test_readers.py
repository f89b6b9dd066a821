"""Bytes made to reach as much of the readers as can be, for as long as `FUZZ_SECONDS` says: `pytest -m fuzz`."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.seeds import dictionary, seeds
from transforms.reading.budget import MEGABYTES

ROOT = Path(__file__).parents[2]
SECONDS = int(os.environ.get("FUZZ_SECONDS", "60"))


@pytest.mark.fuzz
def test_no_bytes_make_a_reader_raise_hang_or_take_much_memory(tmp_path):
    pytest.importorskip("atheris", reason="needs the extra fuzz")
    corpus = Path(os.environ.get("FUZZ_CORPUS", tmp_path / "corpus"))
    corpus.mkdir(exist_ok=True)
    for name, content in seeds().items():
        for size in (0, 40):
            (corpus / f"{name}-{size}").write_bytes(bytes([0, size]) + content)
    (tmp_path / "words").write_text(dictionary())
    limits = [f"-max_total_time={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-timeout=60", "-max_len=65536"]
    command = [sys.executable, "-m", "tests.fuzz.read_anything", str(corpus), *limits, f"-dict={tmp_path}/words"]
    command += [f"-artifact_prefix={tmp_path}/"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-8_000:]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEGABYTES * 1024
