"""Pages of all public docstrings: `python -m deploy.api_pages [FOLDER]`, by default in `build/api`."""

import os
import subprocess
import sys
from pathlib import Path

PACKAGES = ("ner_model", "transforms", "jobs", "training")
LEFT_OUT = "!ner_model._native"  # a library of C, which is no module
ROOT = Path(__file__).parent.parent


def main(folder: str = "build/api") -> int:
    """Returns 0 if the pages were made without a warning; TensorFlow's remarks on its import are left out."""
    environment = {**os.environ, "PDOC_ALLOW_EXEC": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pdoc", *(f"./{package}" for package in PACKAGES), LEFT_OUT, "-o", folder]
    made = subprocess.run(command, cwd=ROOT, env=environment, check=False, stderr=subprocess.PIPE, text=True)
    warnings = [line for line in made.stderr.splitlines() if line.startswith("Warn")]
    print(made.stderr if made.returncode else "\n".join(warnings), file=sys.stderr, end="")
    return made.returncode or int(bool(warnings))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
