"""Pages of all public docstrings: `python -m deploy.api_pages [FOLDER]`, by default in `build/api`."""

import os
import subprocess
import sys
from pathlib import Path

PACKAGES = ("ner_model", "transforms", "jobs", "training")
ROOT = Path(__file__).parent.parent


def main(folder: str = "build/api") -> int:
    """Returns the exit code of pdoc, whose warnings are all that is said: TensorFlow would say more."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PDOC_ALLOW_EXEC": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pdoc", *(f"./{package}" for package in PACKAGES), "-o", folder]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **quiet}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
