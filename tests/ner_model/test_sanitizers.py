"""The tests of the compiled library once more, against a build that watches every access and every operation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ner_model.native_library import SOURCES, sources_digest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TESTS = [
    *(f"test_native_{name}.py" for name in ("kernel", "decoder", "tokens")),
    "test_word_index.py",
    *(f"reranking/test_{name}.py" for name in ("choose", "native_reranker", "spans_in_reach")),
    "linking/test_check_folder.py",
    *(f"linking/test_native_{name}.py" for name in ("candidates", "context", "ranker", "reader", "spelling")),
]
FLAGS = ["-std=c11", "-O1", "-g", "-ffp-contract=off", "-fPIC", "-shared", "-fno-omit-frame-pointer"]
SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
PROGRAM = """
import pathlib, sys, pytest
from ner_model import native_library
native_library.LIBRARY = pathlib.Path(sys.argv[1])
native_library.open_library.__defaults__ = (native_library.LIBRARY,)
assert native_library.open_library()._name == sys.argv[1]
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "--numprocesses=0", *sys.argv[2:]]))
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    if not shutil.which("gcc"):
        pytest.skip("needs gcc")
    path = tmp_path_factory.mktemp("sanitized") / "_native.so"
    define = f'-DSOURCES="{sources_digest()}"'
    subprocess.run(["gcc", *FLAGS, *SANITIZERS, define, *sorted(SOURCES.glob("*.c")), "-o", path], check=True)
    return path


def test_no_access_is_out_of_bounds_and_no_operation_undefined(library):
    runtime = subprocess.check_output(["gcc", "-print-file-name=libasan.so"], text=True).strip()
    environment = {**os.environ, "LD_PRELOAD": runtime, "ASAN_OPTIONS": "detect_leaks=0", "OPENBLAS_NUM_THREADS": "1"}
    files = [f"tests/ner_model/{name}" for name in TESTS]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, library, *files], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout[-3_000:] + run.stderr[-3_000:]
    assert "skipped" not in run.stdout
