"""Which module imports what: every arrow between packages, and between the rooms of a package, points down."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.import_rules import ROOMS, broken_rules, imports_of, modules_of, rooms_in

ROOT = Path(__file__).parent.parent
PACKAGES = sorted({room.split(".")[0] for room in ROOMS})


def is_step(path):
    """A file that defines a PTransform."""
    classes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)]
    return any(ast.unparse(base).startswith("beam.PTransform") for node in classes for base in node.bases)


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_import_only_what_lies_below_them(package):
    assert broken_rules(ROOT, package) == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_has_its_rule(package):
    assert rooms_in(ROOT, package) - set(ROOMS) == set()


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("transforms/snapshots/versions.py", "from jobs.snapshot.gate import Bounds"),
        ("transforms/snapshots/versions.py", "import jobs"),
        ("transforms/runs/layout.py", "from transforms.snapshots import versions"),
        ("transforms/runs/layout.py", "from transforms import snapshots"),
        ("transforms/runs/layout.py", "from ..snapshots import versions"),
        ("transforms/storage.py", "from transforms.runs.layout import Layout"),
        ("transforms/reading/bytes/lines.py", "from transforms.reading.formats import jsonl"),
        ("transforms/records.py", "def load():\n    import tensorflow"),
        ("ner_model/native_engine.py", "import apache_beam as beam"),
        ("training/corpora/gmb.py", "from training.fitting.fit import fit"),
        ("jobs/run/plan_run.py", "from jobs.tag_corpus import main"),
        ("jobs/run/plan_run.py", "import pickle"),
        ("deploy/flink/cluster.py", "from transforms.storage import exists"),
        ("benchmarks/clock.py", "from training.train import main"),
    ],
)
def test_a_forbidden_import_is_caught(tmp_path, module, line):
    path = tmp_path / module
    path.parent.mkdir(parents=True)
    path.write_text(f"import numpy as np\n{line}\n", encoding="utf-8")
    assert [broken for broken, _ in broken_rules(tmp_path, module.split("/")[0])] == [module]


def test_a_step_never_imports_another_step():
    steps = [path for path in modules_of(ROOT, "transforms") if is_step(path)]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in steps}
    assert len(steps) >= 5
    assert {
        (path.stem, name) for path in steps for name in imports_of(path, ROOT) if name.rpartition(".")[0] in names
    } == set()


@pytest.mark.parametrize(("package", "most"), [("transforms", 4), ("jobs", 6)])
def test_few_modules_lie_outside_of_the_rooms(package, most):
    assert len([path for path in (ROOT / package).glob("*.py") if path.name != "__init__.py"]) <= most


def test_every_rule_is_for_a_room_that_there_is():
    assert {room for room in ROOMS if not (ROOT / room.replace(".", "/")).is_dir()} == set()


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_the_picture_of_the_architecture_shows_every_room(room):
    assert f"{room.rpartition('.')[2]}/" in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_room_says_what_it_is_for(room):
    path = ROOT / room.replace(".", "/") / "__init__.py"
    if path.exists():  # deploy holds programs that are started where they lie
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_loading_taggers_imports_neither_tensorflow_nor_beam():
    program = "import ner_model.tagger, sys; print({'tensorflow', 'keras', 'apache_beam'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True) == "set()\n"
