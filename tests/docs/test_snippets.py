"""Every snippet of the README and of the documentation runs as it is pasted, or says above itself why it is not run."""

import gzip
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.snippets import RUN, snippets_of

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))]
SAMPLE = ROOT / "jobs" / "sample"
ARTICLE = ROOT / "tests" / "fixtures" / "formats" / "article.nxml"
SECONDS = 300
_AT_EXIT = "terminate called without an active exception\n"  # seen once, of a library's thread, on a busy machine


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with all that pages speak of: abstracts, files of PubMed and PMC, and the sample as it is tagged."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(SAMPLE, folder / "abstracts")
    (folder / "pmc").mkdir()
    shutil.copy(ARTICLE, folder / "pmc")
    (folder / "pubmed").mkdir()
    with gzip.open(folder / "pubmed" / "pubmed26n0001.xml.gz", "wb") as file:
        file.write((SAMPLE / "citations.xml").read_bytes())
    (folder / "jobs").mkdir()
    shutil.copy(ROOT / "jobs" / "sample_terminology.tsv", folder / "jobs")
    (folder / "bin").mkdir()
    for name, command in {"python": "", "literature-tagger": "-m literature_tagger.command"}.items():
        path = folder / "bin" / name
        path.write_text(f'#!/bin/sh\nexec {sys.executable} {command} "$@"\n')
        path.chmod(0o755)
    run(folder, "bash", "python -m jobs.tag_corpus --output=annotations && python -m jobs.compact_annotations")
    return folder


def run(folder, language, code):
    """Runs a snippet in a process of its own; what it says is the message if it fails."""
    command = {
        "bash": ["bash", "-euo", "pipefail", "-c", code],
        "python": [sys.executable, "-c", code],
        "sql": [sys.executable, "-c", f"import duckdb; print(duckdb.sql({code!r}))"],
    }[language]
    environment = {
        **os.environ,
        "PATH": f"{folder}/bin:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
    }
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
    if ran.returncode == -signal.SIGABRT and ran.stderr == _AT_EXIT:  # the work was done: nothing else was said
        ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert ran.returncode == 0, f"{code}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_snippets_run_as_they_are_pasted(page, prepared, tmp_path):
    pytest.importorskip("duckdb")
    folder = tmp_path / "reader"
    shutil.copytree(prepared, folder)
    for snippet in snippets_of(ROOT / page):
        if snippet.language in RUN and snippet.not_run is None:
            run(folder, snippet.language, snippet.code)


def test_what_is_not_run_says_why():
    reasons = [snippet.not_run for page in PAGES for snippet in snippets_of(ROOT / page) if snippet.not_run is not None]
    assert all(len(reason) > 10 for reason in reasons)


def test_most_snippets_are_run():
    found = [snippet for page in PAGES for snippet in snippets_of(ROOT / page) if snippet.language in RUN]
    assert len(found) > 40
    assert sum(snippet.not_run is None for snippet in found) > 0.6 * len(found)


def test_every_kind_of_block_is_found(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("A:\n\n    ls\n\n<!-- not run: needs a cluster -->\n```bash\nrm x\n```\n\n```python\npass\n```\n")
    found = [(snippet.language, snippet.code.strip(), snippet.not_run) for snippet in snippets_of(path)]
    assert found == [("bash", "ls", None), ("bash", "rm x", "needs a cluster"), ("python", "pass", None)]
