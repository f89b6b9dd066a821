"""What is installed is what is in the repository."""

import ast
from pathlib import Path

from setuptools import find_packages

ROOT = Path(__file__).parent.parent


def expression(name):
    """The syntax tree of an argument of `setup(...)`."""
    (call,) = [
        node
        for node in ast.walk(ast.parse((ROOT / "setup.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setup"
    ]
    (value,) = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return value


def argument(name):
    """A literal argument of `setup(...)`."""
    return ast.literal_eval(expression(name))


def included(name):
    """The patterns that `find_packages(include=...)` is given."""
    (patterns,) = [keyword.value for keyword in expression(name).keywords if keyword.arg == "include"]
    return ast.literal_eval(patterns)


def test_every_package_is_installed():
    folders = {path.parent.relative_to(ROOT) for path in ROOT.glob("[!.]*/**/__init__.py")}
    ours = {".".join(folder.parts) for folder in folders if folder.parts[0] not in {"tests", "benchmarks", "build"}}
    assert set(find_packages(str(ROOT), include=included("packages"))) == ours


def test_samples_and_templates_are_installed_whole():
    installed = {path for pattern in argument("package_data")["jobs"] for path in (ROOT / "jobs").glob(pattern)}
    samples = {*(ROOT / "jobs" / "sample").rglob("*"), ROOT / "jobs" / "sample_terminology.tsv"}
    assert installed == samples | set((ROOT / "jobs").rglob("templates/*"))


def test_taggers_are_installed_with_their_conventions():
    patterns = argument("package_data")["ner_model"]
    installed = {path for pattern in patterns for path in (ROOT / "ner_model").glob(pattern) if path.is_file()}
    taggers = (ROOT / "ner_model" / "pretrained").rglob("*")
    assert {path for path in taggers if path.is_file()} <= installed


def test_a_worker_needs_no_training_library():
    needed = {requirement.split(">")[0] for requirement in argument("install_requires")}
    assert needed == {"apache-beam", "jinja2", "lxml", "msgspec", "numpy", "pyarrow", "sentencex", "zstandard"}


def test_the_changelog_has_a_place_for_what_comes_next():
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
