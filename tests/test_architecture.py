"""Which package imports what: jobs -> transforms -> ner_model <- training."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"jobs", "transforms", "ner_model", "training"}
MAY_IMPORT = {
    "jobs": {"jobs", "transforms", "ner_model"},
    "transforms": {"transforms", "ner_model"},
    "ner_model": {"ner_model"},
    "training": {"training", "ner_model"},
}
NOT_FOR = {
    "jobs": {"tensorflow", "keras"},
    "transforms": {"tensorflow", "keras"},
    "ner_model": {"apache_beam", "argparse"},
    "training": {"apache_beam"},
}


FLOORS = {  # a room, and the rooms that it may import beside itself
    "transforms.reading": set(),
    "transforms.writing": set(),
    "transforms.runs": {"transforms.writing"},
    "transforms.tagging": {"transforms.runs", "transforms.writing"},
    "transforms.snapshots": {"transforms.runs", "transforms.writing"},
    "jobs.operation": set(),
    "jobs.run": {"jobs.operation"},
    "jobs.snapshot": {"jobs.operation", "jobs.run"},
    "training.corpora": set(),
    "training.measuring": {"training.corpora"},
    "training.fitting": {"training.corpora", "training.measuring"},
    "training.serving": {"training.fitting"},
}


def modules(package):
    return sorted((ROOT / package).rglob("*.py"))


def imports_of(path):
    """Full names of all that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def rooms_of(path):
    """The rooms of the same package that a file imports from."""
    package = path.relative_to(ROOT).parts[0]
    names = [name.split(".") for name in imports_of(path)]
    return {f"{package}.{name[1]}" for name in names if name[0] == package and f"{package}.{name[1]}" in FLOORS}


def is_step(path):
    """A file that defines a PTransform."""
    classes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)]
    return any(ast.unparse(base) == "beam.PTransform" for node in classes for base in node.bases)


@pytest.mark.parametrize("package", sorted(OURS))
def test_packages_import_only_what_lies_below_them(package):
    packages = {(path, name.split(".")[0]) for path in modules(package) for name in imports_of(path)}
    assert {(path, name) for path, name in packages if name in OURS - MAY_IMPORT[package]} == set()


@pytest.mark.parametrize("package", sorted(OURS))
def test_packages_keep_out_what_is_not_for_them(package):
    packages = {(path, name.split(".")[0]) for path in modules(package) for name in imports_of(path)}
    assert {(path, name) for path, name in packages if name in NOT_FOR[package]} == set()


def test_a_step_never_imports_another_step():
    steps = [path for path in modules("transforms") if is_step(path)]
    names = {module_name(path) for path in steps}
    assert len(steps) >= 5
    assert {
        (path.stem, name) for path in steps for name in imports_of(path) if name.rpartition(".")[0] in names
    } == set()


@pytest.mark.parametrize("room", sorted(FLOORS))
def test_rooms_import_only_what_lies_below_them(room):
    found = {(module_name(path), other) for path in modules(room.replace(".", "/")) for other in rooms_of(path)}
    allowed = {room, *FLOORS[room]}
    assert {(module, other) for module, other in found if other not in allowed} == set()


def test_pickle_is_imported_nowhere():
    names = {(path, name) for package in OURS for path in modules(package) for name in imports_of(path)}
    assert {path for path, name in names if name.split(".")[0] in {"pickle", "dill", "joblib"}} == set()


def test_every_package_says_what_it_is_for():
    for package in OURS:
        assert ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))), package


def test_loading_taggers_imports_neither_tensorflow_nor_beam():
    program = "import ner_model.tagger, sys; print({'tensorflow', 'keras', 'apache_beam'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True) == "set()\n"
